"""The pages of the desk, a file for each sort: a request enters, a page, its JSON twin or its CSV leaves. `desk.app` calls them."""
