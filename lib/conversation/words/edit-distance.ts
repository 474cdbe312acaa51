/** True when one insertion, deletion, substitution or swap of neighbours turns `a` into `b`. Equal words are not one edit apart. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  if (left.length <= 1 && right.length <= 1) return true
  return isSwap(left, right)
}

const isSwap = (left: string, right: string): boolean => left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]

/** True when swapping two neighbouring letters turns `a` into `b`: the one error that short words are forgiven. */
export function isSwapApart(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false
  let start = 0
  while (a[start] === b[start]) start += 1
  return isSwap(a.slice(start, start + 2), b.slice(start, start + 2)) && a.slice(start + 2) === b.slice(start + 2)
}

/** True when at most two insertions, deletions or substitutions turn `a` into `b`, in words of nearly the same length. */
export function isTwoEditsApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    if (Math.min(...next) > 2) return false
    row = next
  }
  return (row[b.length] ?? 3) <= 2
}
