console-restored = The database was restored from a backup on { $when }
console-restored-text = Everybody had to sign in again, and administrators have to be appointed again. What changed after the backup is as it was before: look through contact addresses and suspended people.
