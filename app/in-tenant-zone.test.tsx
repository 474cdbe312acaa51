import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { IntentView } from '@/components/cards/intent-view'
import { approvalIntent } from '@/components/fixtures/case-plan-intents'
import { timeline } from '@/components/fixtures/case-run-intents'
import { execution_running } from '@/components/fixtures/executions'
import { shell } from '@/components/fixtures/people-views'
import { Time } from '@/components/ui/time'
import { ZoneProvider } from '@/components/ui/zone'
import { testDatabase } from '@/e2e/scripts/test-database'
import { runCommand } from '@/lib/commands/bus'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, noor, TENANT } from '@/lib/commands/fixtures/story'
import { Fault } from '@/lib/kernel/errors'
import type { UiIntent } from '@/schemas/intent'
import { asShown } from './as-shown'
import { inTenantZone, refusalInTenantZone } from './in-tenant-zone'

testDatabase()
beforeAll(() => seedTenant())

const seen = async (zone: string) => {
  const from = (await inTenantZone(mara, { zone: 'x' })).zone
  expect(from).toBe('x')
  await runCommand(noor, {
    command: 'time_zone.set',
    subject: TENANT.tenant_id,
    expected_version: null,
    plan_hash: null,
    intent_digest: null,
    params: { time_zone: zone, before: 'UTC' },
    reason: 'the office moved',
    acknowledged: null,
    surface: 'web',
    idempotency_key: crypto.randomUUID(),
  })
}

it('shows a page and a program nothing that is not seen, and sends back as it is what has to be', async () => {
  const view = { rows: [{ title: 'bill\u202egpj.exe' }], params: { team: 'a\u200bb' } }
  expect(await asShown(mara, view)).toEqual({ rows: [{ title: 'bill\ufffdgpj.exe' }], params: { team: 'a\u200bb' } })
})

describe('what people of a tenant are shown', () => {
  const refusal = new Fault('expired', 'the request expired 25 Oct 01:00 UTC: send it again', { card: { plain: 'open until 25 Oct 00:59 UTC' } })
  const view = { deadline: '2026-10-25T01:00:00.000Z', text: 'decide by 25 Oct 01:00 UTC', settled: 'settled to 24 Oct' }

  it('is as it was while the tenant goes by UTC', async () => {
    expect(await inTenantZone(mara, view)).toEqual(view)
  })

  it('is by its clocks when it goes by others, on both sides of a change of the clocks, in pages and in refusals', async () => {
    await seen('Europe/Berlin')
    expect(await inTenantZone(mara, view)).toEqual({ ...view, text: 'decide by 25 Oct 02:00 UTC+1' })
    const said = (await refusalInTenantZone(mara, refusal)) as Fault
    expect([said.code, said.message, said.detail]).toEqual([
      'expired',
      'the request expired 25 Oct 02:00 UTC+1: send it again',
      { card: { plain: 'open until 25 Oct 02:59 UTC+2' } },
    ])
  })
})

describe('times drawn', () => {
  const drawn = (intent: UiIntent, zone: string) =>
    renderToStaticMarkup(
      <ZoneProvider zone={zone}>
        <IntentView intent={intent} />
      </ZoneProvider>,
    )
  const cards = [approvalIntent('pending'), timeline, execution_running]

  it.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata'])('%s are the same whatever the zone of the machine that draws them', (zone) => {
    const before = process.env['TZ']
    const on = (machine: string) => {
      process.env['TZ'] = machine
      return cards.map((card) => drawn(card, zone))
    }
    try {
      expect(on('America/New_York')).toEqual(on('Asia/Tokyo'))
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })

  it('always say by whose clocks they are, with the other zone on hover', () => {
    const html = renderToStaticMarkup(
      <ZoneProvider zone="Asia/Kolkata">
        <Time at="2026-11-19T20:12:33.000Z" now={shell.now} />
      </ZoneProvider>,
    )
    expect(html).toContain('>20 Nov 01:42 UTC+5:30<')
    expect(html).toContain('title="2026-11-20 01:42:33 UTC+5:30, 2026-11-19 20:12:33 UTC"')
  })

  it('leave a day of the bill the day that it is', () => {
    const html = renderToStaticMarkup(
      <ZoneProvider zone="Pacific/Kiritimati">
        <Time at="2026-11-19" now={shell.now} />
      </ZoneProvider>,
    )
    expect(html).toContain('>19 Nov<')
  })

  it('without a zone of the page are UTC, as ever', () => {
    for (const card of cards) expect(drawn(card, 'UTC')).toBe(renderToStaticMarkup(<IntentView intent={card} />))
  })
})
