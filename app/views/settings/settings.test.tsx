import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { testConnector } from '@/agent/desks/cost/connect/test-connectors'
import { SettingsForm } from '@/components/screens/settings/settings-form'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { noor, pavel, TENANT } from '@/lib/commands/fixtures/story'
import { SchedulesView, SettingsView } from '@/schemas/settings-view'
import { schedulesView } from './schedules'
import { settingsView } from './settings'

testDatabase()
const nothing = () => undefined
const ROUTER = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: 'test' }
beforeAll(seedTenant)

describe('the settings page', () => {
  it('says what every connector said when it was last asked, and not known where nobody asked', async () => {
    await testConnector(TENANT.tenant_id, 'cloud')
    await testConnector(TENANT.tenant_id, 'tickets')
    const view = SettingsView.parse(await settingsView(noor))
    const state = (name: string) => view.connectors.find((c) => c.name === name)?.state
    expect([state('cloud'), state('tickets'), state('driver')]).toEqual(['answers', 'not_connected', 'not_asked'])
  })

  it('offers the next mode and the earlier ones to an administrator, and no other', async () => {
    const { modes } = SettingsView.parse(await settingsView(noor))
    expect(modes.map((m) => [m.mode, m.is_current, m.denied])).toEqual([
      ['read_only', false, null],
      ['shadow', false, null],
      ['approve_everything', false, null],
      ['low_risk_automatic', true, 'This is the mode now'],
    ])
    expect((await settingsView(pavel)).modes[0]?.denied).toContain('admin')
  })

  it('shows an administrator what to paste for both roles, each with its own external id, and nobody else', async () => {
    const { roles } = SettingsView.parse(await settingsView(noor))
    expect(roles.map((r) => r.use)).toEqual(['look', 'act', 'both'])
    for (const r of roles) expect(r.trust).toContain(`"sts:ExternalId": "${r.external_id}"`)
    const [look, act] = roles
    expect(look?.external_id).not.toBe(act?.external_id)
    const sids = (of: typeof look) => (JSON.parse(of?.permissions ?? '{}') as { Statement: { Sid: string }[] }).Statement.map((s) => s.Sid)
    expect(sids(look)).toEqual(['CountersignReads', 'CountersignAsksKeys'])
    expect(sids(act)).toEqual(['CountersignReads', 'CountersignActs', 'CountersignOpensDisks', 'CountersignAsksKeys', 'CountersignCopiesDisks'])
    expect((await settingsView(pavel)).roles).toEqual([])
  })

  it('draws every setting by fields, and none as a text', async () => {
    const view = SettingsView.parse(await settingsView(noor))
    expect(view.editable.filter((e) => e.forms.length === 0)).toEqual([])
    const html = renderToStaticMarkup(
      <AppRouterContext.Provider value={ROUTER}>
        {view.editable.flatMap((setting) =>
          setting.forms.map((form) => <SettingsForm key={`${setting.field} ${form.title}`} view={view} setting={setting} form={form} />),
        )}
      </AppRouterContext.Provider>,
    )
    expect(html).toContain('Every account of the bill')
    expect(html).toContain('Monday')
    // What stands in a field is never the notation of a program.
    expect([...html.matchAll(/(?:value="|<textarea[^>]*>)([^"<]*)/g)].filter(([, value = '']) => /^\s*(?:\[|&quot;|\{|null)/.test(value))).toEqual([])
  })

  it('says the time by the clocks of the tenant', async () => {
    const { clock } = await settingsView(pavel)
    expect(clock).toMatchObject({
      time_zone: 'UTC',
      shown_now: expect.stringMatching(/^[A-Z][a-z]+ \d\d:\d\d$/),
      change_denied: expect.stringContaining('admin'),
    })
    expect(clock.time_zones).toContain('Europe/Berlin')
  })

  it('keeps what is set from somebody who may not change it', async () => {
    const view = SettingsView.parse(await settingsView(pavel))
    expect([view.editable, view.test_denied !== null]).toEqual([[], true])
  })
})

describe('the page of scheduled work', () => {
  it('shows when everything runs next, and who may not change that', async () => {
    const view = SchedulesView.parse(await schedulesView(pavel))
    expect(view.schedules.map((s) => s.name)).toEqual(['detection', 'waste_sweep', 'refresh', 'shadow_compare'])
    expect(view.schedules.every((s) => s.next_run_at > view.now)).toBe(true)
    expect(view.change_denied).toContain('admin')
  })

  it('tells what each timer is for, what a pause of it does not do, and what is due', async () => {
    const view = SchedulesView.parse(await schedulesView(pavel))
    expect(view.timers.map((t) => [t.name, t.paused_since, t.late, t.runs])).toEqual([
      ['verification', null, null, []],
      ['expiry', null, null, []],
    ])
    expect(view.timers.map((t) => t.while_paused).join(' ')).toContain('A request whose time is over is refused all the same')
    expect(view.always.map((a) => a.label)).toContain('Request deadlines')
  })
})
