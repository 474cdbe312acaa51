import { expect, it } from 'vitest'
import { isOn, PAGE_GROUPS, PAGES } from './pages'

it('gives every page a key, an address and a name of its own', () => {
  for (const of of [PAGES.map((p) => p.key), PAGES.map((p) => p.href), PAGES.map((p) => p.label)]) expect(new Set(of).size).toBe(of.length)
})

it('leaves room for More: the bar of a phone holds four pages at most', () => {
  expect(PAGES.filter((p) => p.is_in_bar).length).toBeLessThanOrEqual(4)
})

it('lists the pages in the order of their groups', () => {
  const places = PAGES.map((p) => PAGE_GROUPS.findIndex((g) => g.id === p.group))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

it('counts a case to the inbox, and no page to another', () => {
  const on = (path: string) => PAGES.filter((p) => isOn(p, path)).map((p) => p.label)
  expect(on('/cases/case_1')).toEqual(['Inbox'])
  expect(on('/approvals/ap_1')).toEqual(['Approvals'])
  expect(on('/policyholders')).toEqual([])
})
