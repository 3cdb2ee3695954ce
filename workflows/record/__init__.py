"""What the record can tell and prove: receipts, signatures for anybody, rights on a date, figures."""
