/* Pages on disk cannot be fetched: there, search results have no excerpts. */
"use strict";

if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
