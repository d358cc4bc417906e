/** Lines with the columns aligned: the first to the left, numbers to the right. The first row is the head. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return rows.slice(1).every((other) => /^[-\d]/.test(other[column] ?? ''))
          ? cell.padStart(width)
          : cell.padEnd(width);
      })
      .join('  ')
      .replace(/^/, '  ')
      .trimEnd(),
  );
}
