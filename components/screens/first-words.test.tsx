import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { approvals_view } from '@/components/fixtures/approval-views'
import { inbox_view } from '@/components/fixtures/inbox-view'
import { sign_in_view } from '@/components/fixtures/people-views'
import { verification_view } from '@/components/fixtures/verification-views'
import { ApprovalsScreen } from '@/components/screens/approvals/approvals-screen'
import { InboxScreen } from '@/components/screens/inbox/inbox-screen'
import { VerificationScreen } from '@/components/screens/savings/verification-screen'
import { SignInScreen } from '@/components/screens/sign-in/sign-in-screen'
import type { Counter } from '@/schemas/page'

const nothing = () => undefined
const ROUTER = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: 'test' }
const routed = (page: ReactNode) => renderToStaticMarkup(<AppRouterContext.Provider value={ROUTER}>{page}</AppRouterContext.Provider>)
const spoken = (html: string) => html.replace(/<[^>]+>/g, '')
const counters: Counter[] = inbox_view.counters

it('a page of requests tells who proposed each, and no figures of nothing', () => {
  const page = (view: typeof approvals_view) => renderToStaticMarkup(<ApprovalsScreen view={view} />)
  expect(spoken(page({ ...approvals_view, counters }))).toContain('Proposed by Mara Lindqvist')
  expect(page({ ...approvals_view, counters })).toContain('aria-label="Figures"')
  expect(page({ ...approvals_view, counters, waiting: [] })).not.toContain('aria-label="Figures"')
})

it('a board says which plan it is about and leads to its case; a list stands beside it only where there is a choice', () => {
  const { selected, rows, page } = verification_view
  const [first, second] = rows
  if (selected === null || first === undefined || second === undefined) throw new Error('the fixture has a board and two plans')
  const drawn = (shown: typeof rows) =>
    renderToStaticMarkup(
      <VerificationScreen view={{ ...verification_view, rows: shown, page: { ...page, total: shown.length, next: null, is_first: true } }} />,
    )
  for (const shown of [[first], [first, second]]) expect(drawn(shown)).toContain(`href="/cases/${selected.case_id}"`)
  expect(drawn([first])).not.toContain('Carried-out plans')
  expect(drawn([first, second])).toContain('Carried-out plans')
})

it('the inbox begins with what it is for, and with the one thing to do where there is one', () => {
  const page = (next: typeof inbox_view.next) => {
    const { next: _, ...rest } = inbox_view
    return routed(<InboxScreen view={next === undefined ? rest : { ...rest, next }} />)
  }
  expect(spoken(page(undefined))).toContain('Costs above what is expected, each with its cause and next step.')
  expect(page(undefined)).not.toContain('Next for you')
  expect(page({ text: '1 plan waits for your signature.', label: 'Read the request', href: '/approvals/ap_1' })).toContain('href="/approvals/ap_1"')
})

it('whoever signs in to the demonstration is told whom to be, in which order; nobody else is', () => {
  const page = (is_demonstration: boolean) => spoken(routed(<SignInScreen tenants={[{ ...sign_in_view, is_demonstration }]} next="/" />))
  expect(page(true)).toMatch(/1Mara Lindqvist reads why.*2Tomas Okafor reads the plan.*3Yuki Brandt moves the clock/)
  expect(page(false)).not.toContain('Five minutes')
})
