console-restored = Il database è tornato da una copia il { $when }
console-restored-text = Tutti hanno dovuto accedere di nuovo, e quello che era stato dato non vale finché non lo confermi. Quello che era cambiato dopo la copia è come prima: ricontrolla gli indirizzi di contatto e chi è sospeso.
