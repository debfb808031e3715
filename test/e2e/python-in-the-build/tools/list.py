import json

print(json.dumps([n * n for n in range(5)]))
