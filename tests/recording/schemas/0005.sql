-- A record of schema 0005: that of 0004, brought up to date.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES ('0005');
CREATE TABLE documents (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL, text_digest TEXT NOT NULL, text TEXT NOT NULL, title TEXT, date TEXT,
    date_basis TEXT, language TEXT, url TEXT, publisher TEXT, origin TEXT NOT NULL, blocks TEXT NOT NULL, licence TEXT, date_unknown TEXT, UNIQUE (id, digest)
);
INSERT INTO documents VALUES (1, 'a', 'bc00d5b0439eea40fb6f09ff2df0bcda816c05c3c0a630466947841e89339ff3', '8d60184e8351f79072d574807b0da26c56814e95017fb73c4923e3315dde39ba', 'France met Mali on 2024-01-03. Russia thanked Cuba.', 'France and Mali talk', '2024-01-03', 'field', 'en', NULL, NULL, 'reports.jsonl', '[["body", 0, 51]]', NULL, NULL);
INSERT INTO documents VALUES (2, 'b', '3c88ea5ad31d8c0de0c34956211f917b90cea8082a0f5b214ab997c0e7f45c27', '08c9e3293d3a06349c66fc8f10f60a5e6af4cc78124635f13dc3fd6b37a0f22e', 'French envoys met leaders of Mali on 2024-01-03.', NULL, '2024-01-04', 'field', 'en', NULL, NULL, 'reports.jsonl', '[["body", 0, 48]]', NULL, NULL);
INSERT INTO documents VALUES (3, 'c', '1fc514e969445dca4cee793aa25a88d1cba79538760e55c15f7e72b4108e990f', 'd2ac3bf4500c1b554ec40d665f409674597f2a080b3ec6dc93152a851a9f89ba', 'Россия met Cuba.', NULL, NULL, NULL, 'ru', NULL, NULL, 'reports.jsonl', '[["body", 0, 16]]', NULL, 'not_stated');
INSERT INTO documents VALUES (4, 'd', '70aa10dd5f2706b0621a6022fbad907fb2f577a226b926806a52e4ffc40f181d', '12d359c2c0f9b59f7b526fedb858e23dadf1dd120fdee2454eca6d9c1f8bb51f', 'Nothing happened.', NULL, NULL, NULL, 'en', NULL, NULL, 'reports.jsonl', '[["body", 0, 17]]', NULL, 'not_stated');
INSERT INTO documents VALUES (5, 'e', '9bf21d03f1d5b8805e79e0013bdf13c4033a307cf1e14b7cada276f6225b9c86', 'ad28eb69cbace375fe0c49c35c612fc06969e6a9905d6749f8ab76b913ae075d', 'Russia bombed Mali.', NULL, NULL, NULL, 'en', NULL, NULL, 'reports.jsonl', '[["teaser", 0, 19]]', NULL, 'not_stated');
INSERT INTO documents VALUES (6, 'd', '6156a19f2fcd481c869903a060ec64a1c07a6b3833d134f19fa23e843310670c', '91ab019a44e216029beeeaaecf1210a24bc70a311f5b4cef00f1cd3aa127ce17', 'Russia met Cuba on 2024-01-05.', NULL, '2024-01-05', 'field', 'en', NULL, NULL, 'later.jsonl', '[["body", 0, 30]]', NULL, NULL);
CREATE TABLE codings (
    key INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents (key), version TEXT NOT NULL, outcome TEXT NOT NULL,
    current BOOLEAN NOT NULL, UNIQUE (document, version)
);
INSERT INTO codings VALUES (1, 1, '0.1.0+01971d7d', 'coded', 0);
INSERT INTO codings VALUES (2, 2, '0.1.0+01971d7d', 'coded', 0);
INSERT INTO codings VALUES (3, 3, '0.1.0+01971d7d', 'skipped', 0);
INSERT INTO codings VALUES (4, 4, '0.1.0+01971d7d', 'empty', 0);
INSERT INTO codings VALUES (5, 5, '0.1.0+01971d7d', 'empty', 0);
INSERT INTO codings VALUES (6, 6, '0.1.0+01971d7d', 'coded', 0);
INSERT INTO codings VALUES (7, 1, '0.1.0+6e7d8a1b', 'coded', 1);
INSERT INTO codings VALUES (8, 2, '0.1.0+6e7d8a1b', 'coded', 1);
INSERT INTO codings VALUES (9, 3, '0.1.0+6e7d8a1b', 'skipped', 1);
INSERT INTO codings VALUES (10, 5, '0.1.0+6e7d8a1b', 'empty', 1);
INSERT INTO codings VALUES (11, 6, '0.1.0+6e7d8a1b', 'coded', 1);
CREATE TABLE participants (
    event INTEGER NOT NULL REFERENCES events (key), side TEXT NOT NULL, ordinal INTEGER NOT NULL, state TEXT, sector TEXT NOT NULL, name TEXT,
    actor_id TEXT, PRIMARY KEY (event, side, ordinal)
);
INSERT INTO participants VALUES (1, 'actor', 0, 'FRA', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (1, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (2, 'actor', 0, 'RUS', 'GOV', 'Russia', 'state:RUS');
INSERT INTO participants VALUES (2, 'recipient', 0, 'CUB', 'GOV', 'Cuba', 'state:CUB');
INSERT INTO participants VALUES (3, 'actor', 0, 'FRA', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (3, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (4, 'actor', 0, 'RUS', 'GOV', 'Russia', 'state:RUS');
INSERT INTO participants VALUES (4, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (5, 'actor', 0, 'RUS', 'GOV', 'Russia', 'state:RUS');
INSERT INTO participants VALUES (5, 'recipient', 0, 'CUB', 'GOV', 'Cuba', 'state:CUB');
INSERT INTO participants VALUES (6, 'actor', 0, 'RUS', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (6, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (7, 'actor', 0, 'FRA', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (7, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (8, 'actor', 0, 'FRA', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (8, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (9, 'actor', 0, 'RUS', 'GOV', 'Russia', 'state:RUS');
INSERT INTO participants VALUES (9, 'recipient', 0, 'CUB', 'GOV', 'Cuba', 'state:CUB');
INSERT INTO participants VALUES (10, 'actor', 0, 'RUS', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (10, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (11, 'actor', 0, 'FRA', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (11, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (12, 'actor', 0, 'FRA', 'GOV', 'France', 'state:FRA');
INSERT INTO participants VALUES (12, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (13, 'actor', 0, 'RUS', 'GOV', 'Russia', 'state:RUS');
INSERT INTO participants VALUES (13, 'recipient', 0, 'MLI', 'GOV', 'Mali', 'state:MLI');
INSERT INTO participants VALUES (14, 'actor', 0, 'RUS', 'GOV', 'Russia', 'state:RUS');
INSERT INTO participants VALUES (14, 'recipient', 0, 'CUB', 'GOV', 'Cuba', 'state:CUB');
CREATE TABLE statements (key INTEGER PRIMARY KEY, coding INTEGER NOT NULL REFERENCES codings (key), body TEXT NOT NULL);
CREATE TABLE ledger (
    origin TEXT NOT NULL, position INTEGER NOT NULL, outcome TEXT NOT NULL, document_id TEXT NOT NULL, language TEXT, reason TEXT, message TEXT,
    PRIMARY KEY (origin, position, document_id)
);
INSERT INTO ledger VALUES ('reports.jsonl', 0, 'coded', 'a', 'en', NULL, NULL);
INSERT INTO ledger VALUES ('reports.jsonl', 1, 'coded', 'b', 'en', NULL, NULL);
INSERT INTO ledger VALUES ('reports.jsonl', 2, 'skipped', 'c', 'ru', NULL, NULL);
INSERT INTO ledger VALUES ('reports.jsonl', 3, 'empty', 'd', 'en', NULL, NULL);
INSERT INTO ledger VALUES ('reports.jsonl', 4, 'empty', 'e', 'en', NULL, NULL);
INSERT INTO ledger VALUES ('reports.jsonl', 5, 'failed', 'f', NULL, 'coding', 'ValueError: the parser met a word that it cannot bear, at tests/fakes/stages.py:83. This is a fault of ours; report it.');
INSERT INTO ledger VALUES ('reports.jsonl', 6, 'failed', 'reports.jsonl:6', NULL, 'bad_json', 'reports.jsonl:7 is no JSON.');
INSERT INTO ledger VALUES ('later.jsonl', 0, 'coded', 'd', 'en', NULL, NULL);
CREATE TABLE corrections (
    key INTEGER PRIMARY KEY, event_id TEXT NOT NULL, document_id TEXT NOT NULL, action TEXT NOT NULL, field TEXT, value TEXT,
    undoes INTEGER REFERENCES corrections (key), person TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL
);
INSERT INTO corrections VALUES (1, '54c2c7e223552d36', 'a', 'correct', 'actors.0.state status', '{"status": "planned", "actors.0.state": "RUS"}', NULL, 'Anne', 'the report says so', '2024-05-03T10:00:00+00:00');
INSERT INTO corrections VALUES (2, '8d3009bb5a1fce78', 'a', 'reject', NULL, NULL, NULL, 'Anne', 'the report says so', '2024-05-03T10:00:00+00:00');
INSERT INTO corrections VALUES (3, '33c92641a2de14d3', 'b', 'accept', NULL, NULL, NULL, 'Anne', 'the report says so', '2024-05-03T10:00:00+00:00');
CREATE TABLE audit (
    key INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL
);
INSERT INTO audit VALUES (1, '2024-05-03T10:00:00+00:00', 'Anne', 'correct', '54c2c7e223552d36', '{"why": "the report says so", "fields": "actors.0.state status", "undoes": null}');
INSERT INTO audit VALUES (2, '2024-05-03T10:00:00+00:00', 'Anne', 'reject', '8d3009bb5a1fce78', '{"why": "the report says so", "fields": null, "undoes": null}');
INSERT INTO audit VALUES (3, '2024-05-03T10:00:00+00:00', 'Anne', 'accept', '33c92641a2de14d3', '{"why": "the report says so", "fields": null, "undoes": null}');
INSERT INTO audit VALUES (4, '2024-05-03T10:00:00+00:00', 'Anne', 'recode', 'a', '{"why": "the report says so", "from": "0.1.0+01971d7d", "to": "0.1.0+6e7d8a1b", "added": 0, "removed": 0, "changed": 0}');
INSERT INTO audit VALUES (5, '2024-05-03T10:00:00+00:00', 'Anne', 'recode', 'b', '{"why": "the report says so", "from": "0.1.0+01971d7d", "to": "0.1.0+6e7d8a1b", "added": 0, "removed": 0, "changed": 0}');
INSERT INTO audit VALUES (6, '2024-05-03T10:00:00+00:00', 'Anne', 'recode', 'c', '{"why": "the report says so", "from": "0.1.0+01971d7d", "to": "0.1.0+6e7d8a1b", "added": 0, "removed": 0, "changed": 0}');
INSERT INTO audit VALUES (7, '2024-05-03T10:00:00+00:00', 'Anne', 'recode', 'e', '{"why": "the report says so", "from": "0.1.0+01971d7d", "to": "0.1.0+6e7d8a1b", "added": 0, "removed": 0, "changed": 0}');
INSERT INTO audit VALUES (8, '2024-05-03T10:00:00+00:00', 'Anne', 'recode', 'd', '{"why": "the report says so", "from": "0.1.0+01971d7d", "to": "0.1.0+6e7d8a1b", "added": 0, "removed": 0, "changed": 0}');
CREATE TABLE "events" (
    key INTEGER PRIMARY KEY, coding INTEGER NOT NULL REFERENCES codings (key), document INTEGER NOT NULL REFERENCES documents (key),
    current BOOLEAN NOT NULL, event_id TEXT NOT NULL, entry_key TEXT NOT NULL, role TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, kind TEXT,
    concerns_type TEXT, concerns_kind TEXT, status TEXT NOT NULL, background BOOLEAN NOT NULL, date TEXT, first_day TEXT, last_day TEXT, place TEXT,
    place_state TEXT, place_admin1 TEXT, confidence FLOAT NOT NULL, sentence TEXT NOT NULL, body TEXT NOT NULL,
    correction INTEGER NOT NULL DEFAULT 0, review TEXT, UNIQUE (coding, event_id, correction)
);
INSERT INTO events VALUES (1, 1, 1, 0, '54c2c7e223552d36', '23bc0aec9aaf1392a5ccb42e', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'France met Mali on 2024-01-03.', '{"event_id": "54c2c7e223552d36", "document_id": "a", "sentence": {"start": 0, "end": 30, "text": "France met Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "France", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 11, "end": 15, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (2, 1, 1, 0, '8d3009bb5a1fce78', '81da4c4ce7ed69a560687a07', 'body', 'SUPPORT', NULL, NULL, NULL, NULL, 'occurred', 0, NULL, NULL, NULL, NULL, NULL, NULL, 0.8, 'Russia thanked Cuba.', '{"event_id": "8d3009bb5a1fce78", "document_id": "a", "sentence": {"start": 31, "end": 51, "text": "Russia thanked Cuba."}, "role": "body", "type": "SUPPORT", "mode": null, "kind": null, "contexts": ["diplomatic"], "quad": 1, "score": 4.6, "cameo": "051", "anchor": {"text": "thanked", "start": 38, "end": 45}, "repeats": [], "actors": [{"text": "Russia", "start": 31, "end": 37, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Cuba", "start": 46, "end": 50, "name": "Cuba", "state": "CUB", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:CUB"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": null, "place": null, "unknown": {"date": "no_expression", "place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "thank"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (3, 2, 2, 0, '33c92641a2de14d3', '23bc0aec9aaf1392a5ccb42e', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'French envoys met leaders of Mali on 2024-01-03.', '{"event_id": "33c92641a2de14d3", "document_id": "b", "sentence": {"start": 0, "end": 48, "text": "French envoys met leaders of Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 14, "end": 17}, "repeats": [], "actors": [{"text": "French", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 29, "end": 33, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 37, "end": 47}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (4, 5, 5, 0, '5c05aff67f6cef50', 'a23b71ffab904b7fa1638506', 'teaser', 'ASSAULT', NULL, NULL, NULL, NULL, 'occurred', 0, NULL, NULL, NULL, NULL, NULL, NULL, 0.8, 'Russia bombed Mali.', '{"event_id": "5c05aff67f6cef50", "document_id": "e", "sentence": {"start": 0, "end": 19, "text": "Russia bombed Mali."}, "role": "teaser", "type": "ASSAULT", "mode": null, "kind": null, "contexts": ["diplomatic"], "quad": 4, "score": -9.3, "cameo": "195", "anchor": {"text": "bombed", "start": 7, "end": 13}, "repeats": [], "actors": [{"text": "Russia", "start": 0, "end": 6, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Mali", "start": 14, "end": 18, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": null, "place": null, "unknown": {"date": "no_expression", "place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "bomb"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (5, 6, 6, 0, '30a1f1719b671f4a', '08cc41145ec411d16921516a', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-05', '2024-01-05', '2024-01-05', NULL, NULL, NULL, 0.8, 'Russia met Cuba on 2024-01-05.', '{"event_id": "30a1f1719b671f4a", "document_id": "d", "sentence": {"start": 0, "end": 30, "text": "Russia met Cuba on 2024-01-05."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "Russia", "start": 0, "end": 6, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Cuba", "start": 11, "end": 15, "name": "Cuba", "state": "CUB", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:CUB"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-05", "precision": "day", "basis": "expression", "text": "2024-01-05", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (6, 1, 1, 0, '54c2c7e223552d36', '54c2c7e223552d36', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'planned', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'France met Mali on 2024-01-03.', '{"event_id": "54c2c7e223552d36", "document_id": "a", "sentence": {"start": 0, "end": 30, "text": "France met Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "France", "start": 0, "end": 6, "name": "France", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 11, "end": 15, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "planned", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake", "review": {"state": "corrected", "by": "Anne", "fields": ["actors.0.state", "status"]}}', 1, 'corrected');
INSERT INTO events VALUES (7, 2, 2, 0, '33c92641a2de14d3', '23bc0aec9aaf1392a5ccb42e', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'French envoys met leaders of Mali on 2024-01-03.', '{"event_id": "33c92641a2de14d3", "document_id": "b", "sentence": {"start": 0, "end": 48, "text": "French envoys met leaders of Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 14, "end": 17}, "repeats": [], "actors": [{"text": "French", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 29, "end": 33, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 37, "end": 47}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake", "review": {"state": "accepted", "by": "Anne", "fields": []}}', 3, 'accepted');
INSERT INTO events VALUES (8, 7, 1, 0, '54c2c7e223552d36', '23bc0aec9aaf1392a5ccb42e', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'France met Mali on 2024-01-03.', '{"event_id": "54c2c7e223552d36", "document_id": "a", "sentence": {"start": 0, "end": 30, "text": "France met Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "France", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 11, "end": 15, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (9, 7, 1, 0, '8d3009bb5a1fce78', '81da4c4ce7ed69a560687a07', 'body', 'SUPPORT', NULL, NULL, NULL, NULL, 'occurred', 0, NULL, NULL, NULL, NULL, NULL, NULL, 0.8, 'Russia thanked Cuba.', '{"event_id": "8d3009bb5a1fce78", "document_id": "a", "sentence": {"start": 31, "end": 51, "text": "Russia thanked Cuba."}, "role": "body", "type": "SUPPORT", "mode": null, "kind": null, "contexts": ["diplomatic"], "quad": 1, "score": 4.6, "cameo": "051", "anchor": {"text": "thanked", "start": 38, "end": 45}, "repeats": [], "actors": [{"text": "Russia", "start": 31, "end": 37, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Cuba", "start": 46, "end": 50, "name": "Cuba", "state": "CUB", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:CUB"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": null, "place": null, "unknown": {"date": "no_expression", "place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "thank"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (10, 7, 1, 1, '54c2c7e223552d36', '54c2c7e223552d36', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'planned', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'France met Mali on 2024-01-03.', '{"event_id": "54c2c7e223552d36", "document_id": "a", "sentence": {"start": 0, "end": 30, "text": "France met Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "France", "start": 0, "end": 6, "name": "France", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 11, "end": 15, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "planned", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake", "review": {"state": "corrected", "by": "Anne", "fields": ["actors.0.state", "status"]}}', 1, 'corrected');
INSERT INTO events VALUES (11, 8, 2, 0, '33c92641a2de14d3', '23bc0aec9aaf1392a5ccb42e', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'French envoys met leaders of Mali on 2024-01-03.', '{"event_id": "33c92641a2de14d3", "document_id": "b", "sentence": {"start": 0, "end": 48, "text": "French envoys met leaders of Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 14, "end": 17}, "repeats": [], "actors": [{"text": "French", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 29, "end": 33, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 37, "end": 47}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (12, 8, 2, 1, '33c92641a2de14d3', '33c92641a2de14d3', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'French envoys met leaders of Mali on 2024-01-03.', '{"event_id": "33c92641a2de14d3", "document_id": "b", "sentence": {"start": 0, "end": 48, "text": "French envoys met leaders of Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 14, "end": 17}, "repeats": [], "actors": [{"text": "French", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 29, "end": 33, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 37, "end": 47}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake", "review": {"state": "accepted", "by": "Anne", "fields": []}}', 3, 'accepted');
INSERT INTO events VALUES (13, 10, 5, 1, '5c05aff67f6cef50', '5c05aff67f6cef50', 'teaser', 'ASSAULT', NULL, NULL, NULL, NULL, 'occurred', 0, NULL, NULL, NULL, NULL, NULL, NULL, 0.8, 'Russia bombed Mali.', '{"event_id": "5c05aff67f6cef50", "document_id": "e", "sentence": {"start": 0, "end": 19, "text": "Russia bombed Mali."}, "role": "teaser", "type": "ASSAULT", "mode": null, "kind": null, "contexts": ["diplomatic"], "quad": 4, "score": -9.3, "cameo": "195", "anchor": {"text": "bombed", "start": 7, "end": 13}, "repeats": [], "actors": [{"text": "Russia", "start": 0, "end": 6, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Mali", "start": 14, "end": 18, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": null, "place": null, "unknown": {"date": "no_expression", "place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "bomb"}, "version": "fake"}', 0, NULL);
INSERT INTO events VALUES (14, 11, 6, 1, '30a1f1719b671f4a', '30a1f1719b671f4a', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-05', '2024-01-05', '2024-01-05', NULL, NULL, NULL, 0.8, 'Russia met Cuba on 2024-01-05.', '{"event_id": "30a1f1719b671f4a", "document_id": "d", "sentence": {"start": 0, "end": 30, "text": "Russia met Cuba on 2024-01-05."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "Russia", "start": 0, "end": 6, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Cuba", "start": 11, "end": 15, "name": "Cuba", "state": "CUB", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:CUB"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-05", "precision": "day", "basis": "expression", "text": "2024-01-05", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}', 0, NULL);
CREATE TABLE reports (document_id TEXT PRIMARY KEY, day TEXT, publisher TEXT, signature TEXT NOT NULL, vector TEXT NOT NULL);
INSERT INTO reports VALUES ('a', '2024-01-03', NULL, 'c0bed02dbe553204c33c323fcb0e6a1ac4338c42c790bb47cad1166e7eaf87c3d00af26dc045c051c5977b011b679742c0c28b72c2dc2922d1090585c0805810d0c63b03c08d1016401f132fd239ad47c7acf082d10453aa3531785b6097d9e4c35f62f7c35ad5f9c655419cc4622445da3e8d82c23796ce5919b43dc2b5a74477c366ffcd7d5845cab16d3ab88051e0c750606ec498b7e1882ddad0c59cdbdac0620874c704029e75d19c91ce654fcf3acd70e1848cf25dc08a48bfc3032c71d376e272c772ee01dfca3536c735d0dec183fdafc2d9b771ca6c9e0094f05659cc7b306f099722f1cac34b2b063b086dc7ceaea5c27f7432c03b3a450122ccc8', '{"01": 0.2489, "03": 0.257, "2024": 0.4195, "cuba": 0.3318, "france": 0.2804, "mali": 0.4195, "met": 0.2628, "on": 0.1002, "russia": 0.276, "thanked": 0.4195}');
INSERT INTO reports VALUES ('b', '2024-01-04', NULL, 'c6dc0d03be553204cc1a8c7e7596780e84009a4dcbb77dda89283f027eaf87c3c6faad5f1b663c0cc5977b011b679742c61f4efac2dc29223076b74cc0805810d0c63b03c08d1016401f132f585ff8b8c0fb8b5c607ff3253531785bc0a43879c57affcbc35ad5f97eea02f8c4622445ca504a15c23796cec6801b42c2b5a744d1d4361d13cace63d7e3630ec8dbf6d9cbdfb01d9569fd58c35fa31fc2464326c062087435262b81757f832ac43d9b49906f6b12848cf25dc3d8cf95c101bbe4c2d65a4ece93372cd9cd1173c735d0decfa6afc6c37c9ee60aa9cd86c05608cfd0492b17ceea6c4ac9b93a88ca470a1c9236f36fc994c400c03b3a45c0f2026a', '{"01": 0.2759, "03": 0.2849, "2024": 0.4651, "envoy": 0.3898, "french": 0.2987, "leader": 0.2601, "mali": 0.4651, "met": 0.2913, "of": 0.0638, "on": 0.1111}');
INSERT INTO reports VALUES ('c', NULL, NULL, 'c25c6ec1d729dd89d9cfdf73cccfdc79f02a23a6e9646a27e2355b7cf49e1bf4dfe39c84d7b4da48d98c9b0ac8250e984205109aeb8c5622dd9bad94c02425f0f347ffa0f2d10b12ce1f0e60c85ed7c6fbebd015fe9e71a4f9f0cd80f2bbb05fc9356a01a8cceb21da96f8a9e749ce43d7661d3ff1b78e1bdc23e1f9c910a570de61d428e62cfb8be9d9abbbc1f6f4fcda4f2c77f1653412ca8b1792ca842f76ea63840fc696697c28a9f87df3306d82ea3ed0cfe977ed05ed7edf12ef025f3fca7b538afeda1595e62fd634c54c8d38eb00f017ec9e4f5cf8749e48e8ed29d0f8d40a80dd53463dc884824fd2b554c9e856818ced629e24d3b8fa34f0340d04', '{"cuba": 0.5567, "met": 0.441, "россия": 0.704}');
INSERT INTO reports VALUES ('d', '2024-01-05', NULL, 'c2f920b7c96515ffce0b2ecbd4351da0701427d4c87347e8c836e3362a5ba910d6888e79c7d40156df8413fcc2209b8028b7a107d1c8d21fcd31839cdb27c3edc0e78b51ad258cb2c354a397c2bdf733c6b8903f5fe36709c1dbf509c8985150d55eb13ec7fdf245028f8405c395df0ec701cf93cb9c6892cc39362bc5c22acec534745a0902a0b6c5e476ef74b9bb1dc8efefcf68a2c054b3e077a9d2f68d92dc7acd03c3a3cf2cc87403edd14733e8c11c3842c0e50b98cc0819dacee0cffec7bacd2bc398371ccc93b38bd1e9e785ce136c5bdb26db2d9aac9e73ca583edbc472b09bc912e3a7c68c418fc81f81dad85578f7c6f1952fdea55fcaca2e1f0a', '{"01": 0.3272, "05": 0.361, "2024": 0.5515, "cuba": 0.4361, "met": 0.3455, "on": 0.1318, "russia": 0.3628}');
INSERT INTO reports VALUES ('e', NULL, NULL, '', '{}');
CREATE TABLE tellings (
    event_id TEXT PRIMARY KEY, document_id TEXT NOT NULL, precision INTEGER NOT NULL, first_day TEXT, last_day TEXT, traits TEXT NOT NULL,
    entry TEXT NOT NULL
);
INSERT INTO tellings VALUES ('54c2c7e223552d36', 'a', 0, '2024-01-03', '2024-01-03', '{"event_id": "54c2c7e223552d36", "document_id": "a", "lead": false, "type": "CONSULT", "mode": null, "kind": "talks", "concern": null, "status": "planned", "families": ["meeting"], "cell": "on 2024-01-03", "precision": 0, "first": "2024-01-03", "last": "2024-01-03", "actors": ["RUS"], "recipients": ["MLI"], "persons": [], "place": null, "figures": {}, "ships": [], "vector": {"01": 0.3117, "03": 0.3218, "2024": 0.5253, "france": 0.3511, "mali": 0.5253, "met": 0.3291, "on": 0.1255}, "content": {"met": 0.9344, "on": 0.3564}, "anchor": ["met"], "sentence": 0}', '54c2c7e223552d36');
INSERT INTO tellings VALUES ('33c92641a2de14d3', 'b', 0, '2024-01-03', '2024-01-03', '{"event_id": "33c92641a2de14d3", "document_id": "b", "lead": false, "type": "CONSULT", "mode": null, "kind": "talks", "concern": null, "status": "occurred", "families": ["meeting"], "cell": "on 2024-01-03", "precision": 0, "first": "2024-01-03", "last": "2024-01-03", "actors": ["FRA"], "recipients": ["MLI"], "persons": [], "place": null, "figures": {}, "ships": [], "vector": {"01": 0.2759, "03": 0.2849, "2024": 0.4651, "envoy": 0.3898, "french": 0.2987, "leader": 0.2601, "mali": 0.4651, "met": 0.2913, "of": 0.0638, "on": 0.1111}, "content": {"envoy": 0.6881, "leader": 0.4591, "met": 0.5143, "of": 0.1127, "on": 0.1962}, "anchor": ["met"], "sentence": 0}', '33c92641a2de14d3');
INSERT INTO tellings VALUES ('30a1f1719b671f4a', 'd', 0, '2024-01-05', '2024-01-05', '{"event_id": "30a1f1719b671f4a", "document_id": "d", "lead": false, "type": "CONSULT", "mode": null, "kind": "talks", "concern": null, "status": "occurred", "families": ["meeting"], "cell": "on 2024-01-05", "precision": 0, "first": "2024-01-05", "last": "2024-01-05", "actors": ["RUS"], "recipients": ["CUB"], "persons": [], "place": null, "figures": {}, "ships": [], "vector": {"01": 0.3272, "05": 0.361, "2024": 0.5515, "cuba": 0.4361, "met": 0.3455, "on": 0.1318, "russia": 0.3628}, "content": {"met": 0.9344, "on": 0.3564}, "anchor": ["met"], "sentence": 0}', '30a1f1719b671f4a');
INSERT INTO tellings VALUES ('5c05aff67f6cef50', 'e', 4, NULL, NULL, '{"event_id": "5c05aff67f6cef50", "document_id": "e", "lead": true, "type": "ASSAULT", "mode": null, "kind": null, "concern": null, "status": "occurred", "families": ["force", "protest"], "cell": "undated", "precision": 4, "first": null, "last": null, "actors": ["RUS"], "recipients": ["MLI"], "persons": [], "place": null, "figures": {}, "ships": [], "vector": {"bombed": 0.6411, "mali": 0.6411, "russia": 0.4218}, "content": {"bombed": 1.0}, "anchor": ["bombed"], "sentence": 0}', '5c05aff67f6cef50');
CREATE TABLE blocks (block INTEGER NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (block, event_id));
INSERT INTO blocks VALUES (2637954174501520985, '54c2c7e223552d36');
INSERT INTO blocks VALUES (4034605186988860832, '54c2c7e223552d36');
INSERT INTO blocks VALUES (4131035118141618808, '54c2c7e223552d36');
INSERT INTO blocks VALUES (4199315606107602428, '54c2c7e223552d36');
INSERT INTO blocks VALUES (4217902600602122911, '54c2c7e223552d36');
INSERT INTO blocks VALUES (4493409202102792801, '54c2c7e223552d36');
INSERT INTO blocks VALUES (4496255779701058355, '54c2c7e223552d36');
INSERT INTO blocks VALUES (5193213780403199862, '54c2c7e223552d36');
INSERT INTO blocks VALUES (5523275597281628788, '54c2c7e223552d36');
INSERT INTO blocks VALUES (5860119633903429546, '54c2c7e223552d36');
INSERT INTO blocks VALUES (6039392335425720371, '54c2c7e223552d36');
INSERT INTO blocks VALUES (6270607608799468396, '54c2c7e223552d36');
INSERT INTO blocks VALUES (8631335268033704953, '54c2c7e223552d36');
INSERT INTO blocks VALUES (8886412874154906168, '54c2c7e223552d36');
INSERT INTO blocks VALUES (257706416585176843, '33c92641a2de14d3');
INSERT INTO blocks VALUES (980700852179848368, '33c92641a2de14d3');
INSERT INTO blocks VALUES (1402357566558259195, '33c92641a2de14d3');
INSERT INTO blocks VALUES (2128897119305064194, '33c92641a2de14d3');
INSERT INTO blocks VALUES (2177096622370157681, '33c92641a2de14d3');
INSERT INTO blocks VALUES (2293466796591202435, '33c92641a2de14d3');
INSERT INTO blocks VALUES (3546195966239663732, '33c92641a2de14d3');
INSERT INTO blocks VALUES (4109755964456084147, '33c92641a2de14d3');
INSERT INTO blocks VALUES (5900986882722505593, '33c92641a2de14d3');
INSERT INTO blocks VALUES (6978013923603335642, '33c92641a2de14d3');
INSERT INTO blocks VALUES (6987070050370079333, '33c92641a2de14d3');
INSERT INTO blocks VALUES (7043548659229557855, '33c92641a2de14d3');
INSERT INTO blocks VALUES (8709586452196842669, '33c92641a2de14d3');
INSERT INTO blocks VALUES (8870915823747364834, '33c92641a2de14d3');
INSERT INTO blocks VALUES (89430112597802076, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (500829970290703113, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (2862598978121167145, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (3582358623783377151, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (3646035640343252575, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (4131035118141618808, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (5289650317008127998, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (6311187390156269850, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (6478015373660364912, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (7703842661786652427, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (8324571756171322256, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (8333900253199645263, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (8344192071822003595, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (8773249540618124367, '30a1f1719b671f4a');
INSERT INTO blocks VALUES (391037347553392687, '5c05aff67f6cef50');
INSERT INTO blocks VALUES (905491975518334691, '5c05aff67f6cef50');
INSERT INTO blocks VALUES (1213036726193532927, '5c05aff67f6cef50');
INSERT INTO blocks VALUES (3575364696892055013, '5c05aff67f6cef50');
INSERT INTO blocks VALUES (6278905072334447611, '5c05aff67f6cef50');
INSERT INTO blocks VALUES (8014919272348447717, '5c05aff67f6cef50');
CREATE TABLE links (event_id TEXT NOT NULL, other TEXT NOT NULL, score FLOAT NOT NULL, PRIMARY KEY (event_id, other));
CREATE TABLE verdicts (key INTEGER PRIMARY KEY, verdict TEXT NOT NULL, why TEXT NOT NULL, decided_by TEXT);
CREATE TABLE verdict_events (verdict INTEGER NOT NULL, event_id TEXT NOT NULL, side INTEGER NOT NULL, PRIMARY KEY (verdict, event_id));
CREATE TABLE imported (
    source TEXT NOT NULL, row_id TEXT NOT NULL, first_day TEXT, last_day TEXT, type TEXT, mode TEXT, status TEXT, quad INTEGER, score FLOAT,
    their_type TEXT NOT NULL, actors TEXT NOT NULL, recipients TEXT NOT NULL, place_state TEXT, body TEXT NOT NULL, PRIMARY KEY (source, row_id)
);
CREATE VIRTUAL TABLE document_words USING fts5 (
    title, text, content='documents', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    sentence, content='events', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE INDEX documents_by_text ON documents (text_digest);
CREATE INDEX participants_by_state ON participants (state, side);
CREATE INDEX participants_by_name ON participants (name);
CREATE INDEX statements_by_coding ON statements (coding);
CREATE INDEX corrections_by_event ON corrections (event_id);
CREATE INDEX corrections_by_document ON corrections (document_id);
CREATE INDEX audit_by_subject ON audit (subject);
CREATE INDEX events_by_id ON events (event_id);
CREATE INDEX events_by_entry ON events (current, entry_key, confidence, event_id, first_day, role);
CREATE INDEX events_by_day ON events (first_day);
CREATE INDEX events_by_type ON events (type, kind);
CREATE INDEX events_by_document ON events (document);
CREATE INDEX tellings_by_document ON tellings (document_id);
CREATE INDEX tellings_by_entry ON tellings (entry);
CREATE INDEX blocks_by_event ON blocks (event_id);
CREATE INDEX verdict_events_by_event ON verdict_events (event_id);
CREATE INDEX events_latest ON events (current, first_day DESC, event_id, last_day);
CREATE INDEX events_by_end ON events (last_day, first_day);
CREATE INDEX events_by_status ON events (status);
CREATE INDEX events_by_kind ON events (kind);
CREATE INDEX events_by_place ON events (place);
CREATE INDEX events_by_place_state ON events (place_state);
CREATE INDEX events_by_role ON events (role);
CREATE INDEX events_by_confidence ON events (confidence);
CREATE INDEX participants_by_state_and_event ON participants (state, side, event);
CREATE INDEX imported_by_day ON imported (first_day);
INSERT INTO document_words (document_words) VALUES ('rebuild');
INSERT INTO event_words (event_words) VALUES ('rebuild');
CREATE INDEX events_undecided ON events (review, current, confidence, event_id, role);
CREATE TABLE audits (
    key INTEGER PRIMARY KEY, person TEXT NOT NULL, at TEXT NOT NULL, seed INTEGER NOT NULL, asked INTEGER NOT NULL, drawn_from INTEGER NOT NULL,
    filters TEXT NOT NULL
);
CREATE TABLE audit_draws (
    audit INTEGER NOT NULL REFERENCES audits (key), position INTEGER NOT NULL, event_id TEXT NOT NULL, body TEXT NOT NULL, act TEXT, actors TEXT,
    status TEXT, date TEXT, note TEXT, person TEXT, at TEXT, PRIMARY KEY (audit, position)
);
CREATE INDEX corrections_by_time ON corrections (at);
CREATE INDEX events_with_ships ON events (current, first_day, event_id) WHERE instr(body, '"vessels": [{') > 0;
CREATE INDEX events_of_tours ON events (current, document, key) WHERE instr(body, '"tour_id": null') = 0;
