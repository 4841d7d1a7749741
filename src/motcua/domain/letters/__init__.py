"""Official letters: drafted, checked, signed, numbered, issued, received; their form is that of NĐ 30/2020/NĐ-CP."""
