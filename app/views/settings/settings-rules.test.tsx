import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, it } from 'vitest'
import { DetectionRules, Secrets } from '@/components/screens/settings/settings-rules'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { noor, pavel, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { lockTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { ConnectorSettings } from '@/schemas/connectors'
import { SettingsView } from '@/schemas/settings-view'
import { settingsView } from './settings'

testDatabase()
const nothing = () => undefined
const ROUTER = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: 'test' }
const REFERENCE = 'env:COUNTERSIGN_TN_NORTHLIGHT_ARGO'

beforeAll(async () => {
  await seedTenant()
  const today = dayOf(await tenantNow(TENANT.tenant_id))
  const told = { scope: { sub_account_id: '210000000006' }, by: 'Yuki Tanaka', because: 'the trial is paid for', at: '2026-11-19T09:00:00.000Z' }
  await change(TENANT.tenant_id, async (tx) => {
    const { settings } = await lockTenant(tx, TENANT.tenant_id)
    await saveSettings(tx, TENANT.tenant_id, {
      ...settings,
      threshold_rules: [
        { ...told, rule_id: 'th_now', least_per_day: '80', until: addDays(today, 5) },
        { ...told, rule_id: 'th_over', least_per_day: '90', until: today },
      ],
      connectors: ConnectorSettings.parse({
        hooks: [{ hook_id: 'argo', kind: 'argocd', secret: REFERENCE, account_id: '210000000005', service_name: 'payments-api' }],
      }),
    })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: TENANT.tenant_id, actor: noor, body: {} }] }
  })
})

async function drawn(actor: Actor): Promise<{ view: SettingsView; html: string }> {
  const view = SettingsView.parse(await settingsView(actor))
  const html = renderToStaticMarkup(
    <AppRouterContext.Provider value={ROUTER}>
      <Secrets view={view} />
      <DetectionRules view={view} />
    </AppRouterContext.Provider>,
  )
  return { view, html }
}

it('shows everybody each rule that holds, whose it is and why, and not one whose day has come', async () => {
  for (const actor of [noor, pavel]) {
    const { view, html } = await drawn(actor)
    expect(view.rules.map((r) => [r.rule_id, r.command])).toEqual([['th_now', 'threshold.lift']])
    expect(html).toContain('Rises below $80.00 / day open no case before')
    expect(html).toContain('Yuki Tanaka: the trial is paid for')
  }
})

it('says to somebody who only looks which role may lift or set one, and offers an administrator both', async () => {
  const { view, html } = await drawn(pavel)
  expect(view.rules[0]?.lift_denied).toContain('This needs the role')
  expect(html).toContain('This needs the role finops, owner, manager or admin')
  expect((await drawn(noor)).html).toContain('Name an account, a service or a region')
})

it('names secrets to administrators alone, with what uses them, and never a value', async () => {
  expect((await drawn(pavel)).html).not.toContain(REFERENCE)
  const { html } = await drawn(noor)
  expect(html).toContain(REFERENCE)
  expect(html).toContain('Used by hook argo')
  expect(html).toContain('Confirm the new secret')
})
