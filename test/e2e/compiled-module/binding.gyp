{
  "targets": [{ "target_name": "crunch", "sources": ["crunch.c"], "libraries": ["-lpng16"] }]
}
