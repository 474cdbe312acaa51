import { expect, it } from 'vitest'
import { foldedColumns } from '@/components/cards/folded-columns'

// A label marked with ">" is set to the end.
const table = (labels: string[], rows: string[][]) => ({
  columns: labels.map((label) => ({ label: label.replace('>', ''), align: label.startsWith('>') ? ('end' as const) : ('start' as const) })),
  rows: rows.map((texts) => ({ href: null, cells: texts.map((text) => ({ text, fact: null })) })),
})
const folded = (labels: string[], ...rows: string[][]) => {
  const part = table(labels, rows)
  return [...foldedColumns(part, {})].sort().map((i) => part.columns[i]?.label)
}

it('words beside the first column are folded, and a figure alone is not', () => {
  expect(folded(['Case', 'State', '>At stake'], ['NAT gateway', 'open', '$3,613 / month'])).toEqual(['State'])
  expect(folded(['Case', '>Because'], ['NAT gateway', 'a figure that is longer than a phone has room for'])).toEqual([])
})

it('of figures that have no room beside each other the last stays', () => {
  expect(folded(['Team', '>Before', '>After', '>Change'], ['data', '$118.86 / day', '$237.72 / day', '+$118.86 / day'])).toEqual(['Before', 'After'])
  expect(folded(['Request', 'Agreement needed', '>Saving', '>Until'], ['NAT gateway', 'one person', '$3,613 / month', '27 Nov 09:00 UTC'])).toEqual([
    'Agreement needed',
    'Saving',
  ])
})

it('figures that would break into two lines beside the last one are folded', () => {
  expect(folded(['Day', '>Quantity', '>Cost'], ['14 Nov', '1953.45 Hrs', '$1,425'])).toEqual(['Quantity'])
})

it('short figures stay beside each other', () => {
  expect(folded(['Team', '>Cases', '>At stake'], ['data', '3', '$3,613 / month'], ['web', '12', '$10 / month'])).toEqual([])
})
