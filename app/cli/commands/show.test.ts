import { beforeAll, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { insertCase } from '@/lib/cases/store'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { inventory, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { putEvidence } from '@/lib/evidence/store'
import { executePlan } from '@/lib/execution/execute-plan'
import { aPlan } from '@/lib/execution/fixtures/a-plan'
import { configure } from '@/lib/kernel/config'
import type { Case } from '@/schemas/case'
import { cases } from './cases'
import type { CliCommand } from './command'
import { show } from './show'

const { owner_url } = testDatabase()

const FIVE = [1, 2, 3, 4, 5].map((n) => anInstance(n))
const story = storyCase({ policy_digest: 'a'.repeat(64), case_id: 'case_0123456789' })

/** The third of five actions is refused, and the way back of the first, too. */
async function halfDone(): Promise<Pick<Case, 'plan' | 'run'>> {
  const w = await aPlan(
    FIVE.map((i) => scheduleCandidate([i])),
    estateOf(FIVE),
  )
  const idOf = (n: number) => w.plan.actions[n - 1]?.targets[0]?.arn.split('/').at(-1)
  const no = async (api: string) => ({ api, request_id: 'r', status: 'refused' as const, detail: 'ConflictException: somebody else changes it' })
  const port: CloudPort = {
    ...w.port,
    putSchedule: async (...a) => (a[1] === idOf(3) && !a[3].dry_run ? no('scheduler:CreateSchedule') : w.port.putSchedule(...a)),
    deleteSchedule: async (...a) => (a[1] === idOf(1) && !a[2].dry_run ? no('scheduler:DeleteSchedule') : w.port.deleteSchedule(...a)),
  }
  return { plan: w.plan, run: await executePlan(w.execution({ port })) }
}

let half: Pick<Case, 'plan' | 'run'>
beforeAll(async () => {
  await seedTenant()
  half = await halfDone()
  await change(TENANT.tenant_id, async (tx) => {
    await putEvidence(tx, TENANT.tenant_id, [inventory()])
    await insertCase(tx, { ...story, ...half, status: 'escalated', phase: 'verify', rest_of: { case_id: 'case_aaaaaaaaaa', resources: 5 } })
    return { result: undefined, events: [{ kind: 'case.opened', subject: story.case_id, actor: system, body: {} }] }
  })
})

async function said(command: CliCommand, ...argv: string[]): Promise<string> {
  configure({ database_url: owner_url() })
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  await Promise.resolve(command.run(argv)).finally(() => write.mockRestore())
  return lines.join('').replaceAll(/\s+/g, ' ')
}

it('tells of a run that failed half way what stands, what was undone, what failed and what was not begun', async () => {
  const [one, two, three, four, five] = (half.plan?.actions ?? []).map((a) => a.targets[0]?.label)
  const text = await said(show, story.case_id, '--tenant', TENANT.tenant_id)
  expect(text).toContain(
    `Of 5 actions 1 was carried out and stands (${one}), 1 was carried out and undone since (${two}), 1 failed (${three}) and 2 were not begun (${four}, ${five}).`,
  )
})

it('names a case that is for the rest of a plan as that', async () => {
  expect(await said(cases, '--tenant', TENANT.tenant_id)).toContain('(the rest: 5 resources)')
})
