// Writes telephone numbers the way people read them: +852 9123 4567, +86 138 0013 8000.

const GROUPS = [
  [/^(\+852|\+853|\+65)(\d{4})(\d{4})$/, "$1 $2 $3"],
  [/^(\+86)(1\d{2})(\d{4})(\d{4})$/, "$1 $2 $3 $4"],
  [/^(\+886)(9\d{2})(\d{3})(\d{3})$/, "$1 $2 $3 $4"],
];

export function spaced(number) {
  const [pattern, shape] = GROUPS.find(([known]) => known.test(number)) || [/$^/, ""];
  return number.replace(pattern, shape);
}
