-- A record of schema 0001, written by version 0.1.0: the fakes' reports, one of them with a later text, and two failures.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE documents (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL, text_digest TEXT NOT NULL, text TEXT NOT NULL, title TEXT, date TEXT,
    date_basis TEXT, language TEXT, url TEXT, publisher TEXT, origin TEXT NOT NULL, blocks TEXT NOT NULL, UNIQUE (id, digest)
);
INSERT INTO documents VALUES (1, 'a', 'bc00d5b0439eea40fb6f09ff2df0bcda816c05c3c0a630466947841e89339ff3', '8d60184e8351f79072d574807b0da26c56814e95017fb73c4923e3315dde39ba', 'France met Mali on 2024-01-03. Russia thanked Cuba.', 'France and Mali talk', '2024-01-03', 'field', 'en', NULL, NULL, 'reports.jsonl', '[["body", 0, 51]]');
INSERT INTO documents VALUES (2, 'b', '3c88ea5ad31d8c0de0c34956211f917b90cea8082a0f5b214ab997c0e7f45c27', '08c9e3293d3a06349c66fc8f10f60a5e6af4cc78124635f13dc3fd6b37a0f22e', 'French envoys met leaders of Mali on 2024-01-03.', NULL, '2024-01-04', 'field', 'en', NULL, NULL, 'reports.jsonl', '[["body", 0, 48]]');
INSERT INTO documents VALUES (3, 'c', '1fc514e969445dca4cee793aa25a88d1cba79538760e55c15f7e72b4108e990f', 'd2ac3bf4500c1b554ec40d665f409674597f2a080b3ec6dc93152a851a9f89ba', 'Россия met Cuba.', NULL, NULL, NULL, 'ru', NULL, NULL, 'reports.jsonl', '[["body", 0, 16]]');
INSERT INTO documents VALUES (4, 'd', '70aa10dd5f2706b0621a6022fbad907fb2f577a226b926806a52e4ffc40f181d', '12d359c2c0f9b59f7b526fedb858e23dadf1dd120fdee2454eca6d9c1f8bb51f', 'Nothing happened.', NULL, NULL, NULL, 'en', NULL, NULL, 'reports.jsonl', '[["body", 0, 17]]');
INSERT INTO documents VALUES (5, 'e', '9bf21d03f1d5b8805e79e0013bdf13c4033a307cf1e14b7cada276f6225b9c86', 'ad28eb69cbace375fe0c49c35c612fc06969e6a9905d6749f8ab76b913ae075d', 'Russia bombed Mali.', NULL, NULL, NULL, 'en', NULL, NULL, 'reports.jsonl', '[["teaser", 0, 19]]');
INSERT INTO documents VALUES (6, 'd', '6156a19f2fcd481c869903a060ec64a1c07a6b3833d134f19fa23e843310670c', '91ab019a44e216029beeeaaecf1210a24bc70a311f5b4cef00f1cd3aa127ce17', 'Russia met Cuba on 2024-01-05.', NULL, '2024-01-05', 'field', 'en', NULL, NULL, 'later.jsonl', '[["body", 0, 30]]');
CREATE TABLE codings (
    key INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents (key), version TEXT NOT NULL, outcome TEXT NOT NULL,
    current BOOLEAN NOT NULL, UNIQUE (document, version)
);
INSERT INTO codings VALUES (1, 1, '0.1.0+01971d7d', 'coded', 1);
INSERT INTO codings VALUES (2, 2, '0.1.0+01971d7d', 'coded', 1);
INSERT INTO codings VALUES (3, 3, '0.1.0+01971d7d', 'skipped', 1);
INSERT INTO codings VALUES (4, 4, '0.1.0+01971d7d', 'empty', 0);
INSERT INTO codings VALUES (5, 5, '0.1.0+01971d7d', 'empty', 1);
INSERT INTO codings VALUES (6, 6, '0.1.0+01971d7d', 'coded', 1);
CREATE TABLE events (
    key INTEGER PRIMARY KEY, coding INTEGER NOT NULL REFERENCES codings (key), document INTEGER NOT NULL REFERENCES documents (key),
    current BOOLEAN NOT NULL, event_id TEXT NOT NULL, entry_key TEXT NOT NULL, role TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, kind TEXT,
    concerns_type TEXT, concerns_kind TEXT, status TEXT NOT NULL, background BOOLEAN NOT NULL, date TEXT, first_day TEXT, last_day TEXT, place TEXT,
    place_state TEXT, place_admin1 TEXT, confidence FLOAT NOT NULL, sentence TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (coding, event_id)
);
INSERT INTO events VALUES (1, 1, 1, 1, '54c2c7e223552d36', '23bc0aec9aaf1392a5ccb42e', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'France met Mali on 2024-01-03.', '{"event_id": "54c2c7e223552d36", "document_id": "a", "sentence": {"start": 0, "end": 30, "text": "France met Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "France", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 11, "end": 15, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}');
INSERT INTO events VALUES (2, 1, 1, 1, '8d3009bb5a1fce78', '81da4c4ce7ed69a560687a07', 'body', 'SUPPORT', NULL, NULL, NULL, NULL, 'occurred', 0, NULL, NULL, NULL, NULL, NULL, NULL, 0.8, 'Russia thanked Cuba.', '{"event_id": "8d3009bb5a1fce78", "document_id": "a", "sentence": {"start": 31, "end": 51, "text": "Russia thanked Cuba."}, "role": "body", "type": "SUPPORT", "mode": null, "kind": null, "contexts": ["diplomatic"], "quad": 1, "score": 4.6, "cameo": "051", "anchor": {"text": "thanked", "start": 38, "end": 45}, "repeats": [], "actors": [{"text": "Russia", "start": 31, "end": 37, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Cuba", "start": 46, "end": 50, "name": "Cuba", "state": "CUB", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:CUB"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": null, "place": null, "unknown": {"date": "no_expression", "place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "thank"}, "version": "fake"}');
INSERT INTO events VALUES (3, 2, 2, 1, '33c92641a2de14d3', '23bc0aec9aaf1392a5ccb42e', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-03', '2024-01-03', '2024-01-03', NULL, NULL, NULL, 0.8, 'French envoys met leaders of Mali on 2024-01-03.', '{"event_id": "33c92641a2de14d3", "document_id": "b", "sentence": {"start": 0, "end": 48, "text": "French envoys met leaders of Mali on 2024-01-03."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 14, "end": 17}, "repeats": [], "actors": [{"text": "French", "start": 0, "end": 6, "name": "France", "state": "FRA", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:FRA"}], "recipients": [{"text": "Mali", "start": 29, "end": 33, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-03", "precision": "day", "basis": "expression", "text": "2024-01-03", "start": 37, "end": 47}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}');
INSERT INTO events VALUES (4, 5, 5, 1, '5c05aff67f6cef50', 'a23b71ffab904b7fa1638506', 'teaser', 'ASSAULT', NULL, NULL, NULL, NULL, 'occurred', 0, NULL, NULL, NULL, NULL, NULL, NULL, 0.8, 'Russia bombed Mali.', '{"event_id": "5c05aff67f6cef50", "document_id": "e", "sentence": {"start": 0, "end": 19, "text": "Russia bombed Mali."}, "role": "teaser", "type": "ASSAULT", "mode": null, "kind": null, "contexts": ["diplomatic"], "quad": 4, "score": -9.3, "cameo": "195", "anchor": {"text": "bombed", "start": 7, "end": 13}, "repeats": [], "actors": [{"text": "Russia", "start": 0, "end": 6, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Mali", "start": 14, "end": 18, "name": "Mali", "state": "MLI", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:MLI"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": null, "place": null, "unknown": {"date": "no_expression", "place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "bomb"}, "version": "fake"}');
INSERT INTO events VALUES (5, 6, 6, 1, '30a1f1719b671f4a', '08cc41145ec411d16921516a', 'body', 'CONSULT', NULL, 'talks', NULL, NULL, 'occurred', 0, '2024-01-05', '2024-01-05', '2024-01-05', NULL, NULL, NULL, 0.8, 'Russia met Cuba on 2024-01-05.', '{"event_id": "30a1f1719b671f4a", "document_id": "d", "sentence": {"start": 0, "end": 30, "text": "Russia met Cuba on 2024-01-05."}, "role": "body", "type": "CONSULT", "mode": null, "kind": "talks", "contexts": ["diplomatic"], "quad": 1, "score": 2.1, "cameo": "036", "anchor": {"text": "met", "start": 7, "end": 10}, "repeats": [], "actors": [{"text": "Russia", "start": 0, "end": 6, "name": "Russia", "state": "RUS", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:RUS"}], "recipients": [{"text": "Cuba", "start": 11, "end": 15, "name": "Cuba", "state": "CUB", "sector": "GOV", "sectors": ["GOV"], "office": null, "id": "state:CUB"}], "concerns": null, "vessels": [], "figures": [], "tour_id": null, "status": "occurred", "background": false, "attribution": null, "date": {"value": "2024-01-05", "precision": "day", "basis": "expression", "text": "2024-01-05", "start": 19, "end": 29}, "place": null, "unknown": {"place": "no_expression"}, "confidence": 0.8, "basis": {"coder": "fake", "rule": "meet"}, "version": "fake"}');
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
CREATE VIRTUAL TABLE document_words USING fts5 (
    title, text, content='documents', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    sentence, content='events', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE INDEX documents_by_text ON documents (text_digest);
CREATE INDEX events_by_id ON events (event_id);
CREATE INDEX events_by_entry ON events (current, entry_key, confidence, event_id, first_day, role);
CREATE INDEX events_by_day ON events (first_day);
CREATE INDEX events_by_type ON events (type, kind);
CREATE INDEX events_by_document ON events (document);
CREATE INDEX participants_by_state ON participants (state, side);
CREATE INDEX participants_by_name ON participants (name);
CREATE INDEX statements_by_coding ON statements (coding);
INSERT INTO document_words (document_words) VALUES ('rebuild');
INSERT INTO event_words (event_words) VALUES ('rebuild');
