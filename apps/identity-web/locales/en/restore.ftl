console-restored = The database was restored from a backup on { $when }
console-restored-text = Everybody had to sign in again, and what people were granted counts for nothing until it is confirmed. What changed after the backup is as it was before: look through contact addresses and suspended people.
