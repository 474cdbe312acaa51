import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { SchedulesView } from '@/schemas/settings-view'
import { SchedulesScreen } from './schedules-screen'

const NOW = '2026-11-19T09:00:00.000Z'
const VIEW: SchedulesView = {
  now: NOW,
  tenant_id: 'tn_a',
  notices: [],
  time_zone: 'UTC',
  change_denied: null,
  run_denied: null,
  schedules: [
    { name: 'detection', label: 'Detection', does: 'Looks.', cron: '15 6 * * *', times: 'Every day at 06:15', is_paused: false, next_run_at: NOW, runs: [] },
  ],
  timers: [
    {
      name: 'verification',
      label: 'Verification checks',
      does: 'Whether it saves.',
      while_paused: 'Checks that fall due wait.',
      paused_since: '2026-11-19T07:00:00.000Z',
      late: '2 checks are due and wait, the oldest since 19 Nov 07:30.',
      runs: [{ started_at: NOW, outcome: 'done', text: 'Two hours after the run, keep watching: EC2 in lumen-dev' }],
    },
    { name: 'expiry', label: 'Deadlines of requests', does: 'Reminds.', while_paused: 'Nobody is reminded.', paused_since: null, late: null, runs: [] },
  ],
  always: [],
}
const page = (view: SchedulesView): string =>
  renderToStaticMarkup(
    <AppRouterContext.Provider value={{ refresh: () => undefined } as never}>
      <SchedulesScreen view={view} />
    </AppRouterContext.Provider>,
  )
/** The buttons of a page by what they are called, and whether they are off. */
const buttons = (html: string): string[] =>
  [...html.matchAll(/<button[^>]*>[^<]*/g)].map(([tag]) => {
    const name = /aria-label="([^"]*)"/.exec(tag)?.[1] ?? tag.split('>').at(-1) ?? ''
    return / disabled=""/.test(tag) ? `${name} (off)` : name
  })

it('lets a timer be looked at once, paused and resumed, and not be set to other times', () =>
  expect(buttons(page(VIEW))).toEqual([
    'Run now: detection',
    'Pause: detection',
    'Change times',
    'Run now: verification checks',
    'Resume: verification checks',
    'Run now: deadlines of requests',
    'Pause: deadlines of requests',
  ]))

it('says since when one is paused, what waits for it, and what it did', () => {
  const html = page(VIEW)
  for (const text of [
    '2 checks are due and wait',
    'Checks that fall due wait.',
    'Two hours after the run, keep watching',
    'Nothing is due.',
    'It has not run yet.',
  ])
    expect(html).toContain(text)
  expect(html).not.toContain('Nobody is reminded.')
})

it('keeps its buttons off, with the reason, for whoever may only look', () => {
  const html = page({ ...VIEW, change_denied: 'This needs one of the roles admin', run_denied: 'This needs one of the roles admin' })
  expect(buttons(html).every((name) => name.endsWith('(off)'))).toBe(true)
  expect(html).toContain('This needs one of the roles admin')
})
