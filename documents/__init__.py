"""Files that people have and want: workbooks read, reports and workbooks written."""
