import { beforeAll, describe, expect, it } from 'vitest'
import { testConnector } from '@/agent/desks/cost/test-connectors'
import { testDatabase } from '@/e2e/scripts/test-database'
import { noor, pavel, seedTenant, TENANT } from '@/lib/commands/fixtures/story'
import { SchedulesView, SettingsView } from '@/schemas/settings-view'
import { schedulesView } from './schedules'
import { settingsView } from './settings'

testDatabase()
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

  it('shows the policies to paste with the external id of this tenant', async () => {
    const { policies, facts } = await settingsView(noor)
    const external_id = facts.find((f) => f.label.startsWith('External id'))?.value ?? 'none'
    expect(policies[0]?.text).toContain(external_id)
    expect(JSON.parse(policies[2]?.text ?? '').Statement).toHaveLength(2)
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
})
