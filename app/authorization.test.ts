// biome-ignore-all lint/style/noExcessiveLinesPerFile: one matrix of every door and every role reads best in one piece
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createThread } from '@/agent/agui/thread-store'
import { testDatabase } from '@/e2e/scripts/test-database'
import { runCommand } from '@/lib/commands/bus'
import { seedCase, seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, NOW, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { accessTokenHash } from '@/lib/identity/access-token'
import { insertPerson } from '@/lib/identity/person-store'
import { openSession } from '@/lib/identity/session-store'
import { insertTenant } from '@/lib/identity/tenant-store'
import { insertToken } from '@/lib/identity/token-store'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { digest } from '@/lib/kernel/canonical'
import { loadPolicyBundle } from '@/lib/policy/bundle-store'
import { makePolicyEngine } from '@/lib/policy/engine'
import { type Actor, Role, TokenScope } from '@/schemas/actor'
import { CommandName } from '@/schemas/command'
import { TenantSettings } from '@/schemas/tenant'

// What Next gives to a handler: the request's headers and cookies.
let asked: Headers = new Headers()
vi.mock('next/headers', () => ({
  headers: async () => asked,
  cookies: async () => {
    const value = /countersign_session=([^;]+)/.exec(asked.get('cookie') ?? '')?.[1]
    return {
      get: (name: string) => (name === 'countersign_session' && value !== undefined ? { value } : undefined),
      set: () => undefined,
      delete: () => undefined,
    }
  },
}))

testDatabase()

const HERE = 'http://localhost:3100'
const OURS = 'tn_ours'
const HEX = 'a'.repeat(64)
type Module = Record<string, unknown>
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>

/**
 * Who may call what. `open`: anybody. `reader`: whoever is signed in, and tokens that may read. `work`, `import`: and tokens with that scope. `command`: the
 * table of commands below says. `session`: a browser's session alone. `signed`: a machine that signs its message. What is not listed here fails the test that looks for it.
 */
const ROUTES: Readonly<Record<string, 'open' | 'signed' | 'reader' | 'work' | 'import' | 'command' | 'session'>> = {
  'GET /api/auth/callback': 'open',
  'GET /api/auth/sign-in': 'open',
  'GET /api/healthz': 'open',
  'GET /api/v1/intents/schema.json': 'open',
  'POST /api/session': 'open',
  'DELETE /api/session': 'open',
  'POST /api/session/passkeys': 'session',
  'POST /api/session/step-up': 'session',
  'GET /api/events': 'session',
  'POST /api/commands': 'command',
  'POST /api/imports': 'import',
  'GET /api/copilotkit/[[...slug]]': 'reader',
  'POST /api/copilotkit/[[...slug]]': 'reader',
  'GET /api/inbox/export': 'reader',
  'POST /api/connectors/test': 'work',
  'POST /api/connectors/test-acting': 'work',
  'POST /api/inbox/views': 'work',
  'PATCH /api/inbox/views': 'work',
  'DELETE /api/inbox/views': 'work',
  'GET /api/intents/[case_id]': 'reader',
  'GET /api/palette': 'reader',
  'POST /api/client-errors': 'reader',
  'GET /api/savings/export': 'reader',
  'GET /api/threads': 'reader',
  'POST /api/threads': 'work',
  'PATCH /api/threads': 'work',
  'DELETE /api/threads': 'work',
  'GET /api/threads/[thread_id]': 'reader',
  'GET /api/threads/[thread_id]/export': 'reader',
  'POST /api/threads/[thread_id]/stop': 'work',
  'GET /api/v1/cases/[case_id]/export': 'reader',
  'GET /api/v1/cases/[case_id]/narration': 'reader',
  'POST /api/v1/cases/[case_id]/plan-preview': 'reader',
  'GET /api/v1/approvals': 'reader',
  'GET /api/v1/restatements': 'reader',
  'POST /api/v1/hooks/[tenant_id]/[hook_id]': 'signed',
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const root = join(import.meta.dirname, 'api')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('route.ts'))
const handlers = new Map<string, Handler>()
let theirs = {
  case_id: '',
  approval_id: '',
  import_id: 'im_theirs',
  token_id: 'pat_theirs',
  thread_id: 'x_theirs',
  person_id: 'usr_mara',
  tenant_id: TENANT.tenant_id as string,
}
const sessions = new Map<string, string>()
const tokens = new Map<string, string>()

const ask = async (
  route: string,
  how: { cookie?: string; token?: string; origin?: string | null; body?: unknown; id?: string },
): Promise<{ status: number; code: unknown }> => {
  const [method = '', path = ''] = route.split(' ')
  const headers = new Headers({ host: 'localhost:3100', 'content-type': 'application/json' })
  if (how.cookie !== undefined) headers.set('cookie', `countersign_session=${how.cookie}`)
  if (how.token !== undefined) headers.set('authorization', `Bearer ${how.token}`)
  if (how.origin !== null) headers.set('origin', how.origin ?? HERE)
  asked = headers
  const id = how.id ?? 'case_unknown'
  const leaving = new AbortController()
  const request = new Request(`${HERE}${path.replace('[case_id]', id).replace('[[...slug]]', 'info')}`, {
    method,
    headers,
    signal: leaving.signal,
    ...(method === 'GET' ? {} : { body: JSON.stringify(how.body ?? {}) }),
  })
  const handler = handlers.get(route)
  if (handler === undefined) throw new Error(`there is no ${route}`)
  const answer = await handler(request, { params: Promise.resolve({ case_id: id, tenant_id: TENANT.tenant_id, hook_id: 'unknown' }) })
  leaving.abort()
  const body = answer.headers.get('content-type')?.includes('json') ? ((await answer.json()) as { error?: { code?: string; detail?: { code?: string } } }) : {}
  return { status: answer.status, code: body.error?.detail?.code ?? body.error?.code ?? null }
}

/** Parameters that fit, so that nothing but who asks and whose it is stands in the way. */
const PARAMS: { readonly [K in CommandName]?: { subject: keyof typeof theirs | 'text'; params?: Record<string, unknown> } } = {
  'case.acknowledge': { subject: 'case_id' },
  'case.assign_owner': { subject: 'case_id', params: { owner: null } },
  'anomaly.assess': { subject: 'case_id', params: { assessment: 'accurate' } },
  'anomaly.snooze': { subject: 'case_id', params: { until: '2026-11-30' } },
  'anomaly.wake': { subject: 'case_id' },
  'case.close': { subject: 'case_id' },
  'case.reopen': { subject: 'case_id' },
  'case.plan_rest': { subject: 'case_id' },
  'evidence.request_refresh': { subject: 'case_id' },
  'plan.drop_action': { subject: 'case_id', params: { action_id: 'act_schedule' } },
  'plan.request_recompute': { subject: 'case_id' },
  'execution.stop': { subject: 'case_id' },
  'verification.accept_variance': { subject: 'case_id' },
  'threshold.override': { subject: 'tenant_id', params: { scope: { sub_account_id: '210000000006' }, least_per_day: '50', until: '2026-11-30' } },
  'threshold.lift': { subject: 'tenant_id', params: { rule_id: 'th_1' } },
  'secret.rotate_confirm': { subject: 'tenant_id', params: { reference: 'env:COUNTERSIGN_TN_OURS_TICKETS' } },
  'plan.submit': { subject: 'case_id' },
  'plan.edit_params': { subject: 'case_id', params: { action_id: 'act_schedule', params: {} } },
  'approval.approve': { subject: 'approval_id' },
  'approval.deny': { subject: 'approval_id' },
  'approval.withdraw': { subject: 'approval_id' },
  'approval.request_changes': { subject: 'approval_id' },
  'approval.delegate': { subject: 'approval_id', params: { to: 'usr_ours_approver' } },
  'approval.escalate': { subject: 'approval_id' },
  'veto.cast': { subject: 'approval_id' },
  'veto.run_now': { subject: 'approval_id' },
  'execution.rollback': { subject: 'case_id' },
  'execution.retry': { subject: 'case_id' },
  'execution.resume': { subject: 'case_id' },
  'verification.recheck': { subject: 'case_id' },
  'import.start': { subject: 'text', params: { source: 'a-bill', files: [{ path: 'x.csv', name: 'x.csv' }] } },
  'import.cancel': { subject: 'import_id' },
  'restatement.acknowledge': { subject: 'text' },
  'kill_switch.set': { subject: 'tenant_id', params: { is_on: true } },
  'freeze.set': { subject: 'tenant_id', params: { environment: null, from: NOW, to: '2026-11-20T09:00:00.000Z' } },
  'freeze.lift': { subject: 'tenant_id', params: { freeze_id: 'fr_1' } },
  'template.reinstate': { subject: 'tenant_id', params: { template: 'schedule_nonprod' } },
  'quiet.lift': { subject: 'tenant_id', params: { rule_id: 'quiet_1' } },
  'policy.propose': { subject: 'tenant_id', params: { files: [] } },
  'policy.activate': { subject: 'tenant_id', params: { bundle_digest: HEX, replaces: HEX } },
  'session.revoke': { subject: 'person_id' },
  'passkey.reset': { subject: 'person_id' },
  'token.create': { subject: 'tenant_id', params: { kind: 'personal', name: 'x', scopes: ['read'], days: 1 } },
  'token.revoke': { subject: 'token_id' },
  'clock.advance': { subject: 'tenant_id', params: { days: 1 } },
  'mode.set': { subject: 'tenant_id', params: { mode: 'read_only' } },
  'settings.change': { subject: 'tenant_id', params: { before: HEX, settings: { denied_templates: [] } } },
  'time_zone.set': { subject: 'tenant_id', params: { time_zone: 'Europe/Berlin', before: 'UTC' } },
  'schedule.set': { subject: 'tenant_id', params: { name: 'detection', cron: '0 6 * * *' } },
  'schedule.pause': { subject: 'tenant_id', params: { name: 'detection' } },
  'schedule.resume': { subject: 'tenant_id', params: { name: 'detection' } },
  'schedule.run_now': { subject: 'tenant_id', params: { name: 'detection' } },
  'view.save': { subject: 'tenant_id', params: { name: 'x', query: '' } },
  'view.share': { subject: 'text', params: { is_shared: true } },
  'view.rename': { subject: 'text', params: { name: 'x' } },
  'view.delete': { subject: 'text', params: {} },
}
let keys = 0
const command = (name: CommandName): Record<string, unknown> => {
  const { subject, params = {} } = PARAMS[name] ?? { subject: 'text' as const }
  return {
    command: name,
    subject: subject === 'text' ? 'a-bill' : theirs[subject],
    expected_version: 0,
    plan_hash: HEX,
    intent_digest: null,
    params,
    reason: 'a reason that is long enough',
    acknowledged: null,
    surface: 'web',
    idempotency_key: `matrix-${++keys}`,
  }
}

beforeAll(async () => {
  for (const file of files) {
    const module = (await import(join(root, file))) as Module
    for (const method of METHODS)
      if (typeof module[method] === 'function') handlers.set(`${method} /api/${file.replace(/\/route\.ts$/, '')}`, module[method] as Handler)
  }
  await seedTenant()
  const policy = makePolicyEngine(await loadPolicyBundle())
  const c = await seedCase({ policy_digest: policy.digest, case_id: 'case_theirs' })
  const submit = { ...command('plan.submit'), subject: c.case_id, expected_version: c.revision, plan_hash: c.plan?.plan_hash ?? '', surface: 'web' as const }
  await runCommand(mara, submit as never, { policy: async () => policy, now: async () => NOW })
  const [approval] = await everyTenant<{ approval_id: string }>('select approval_id from approval')
  theirs = { ...theirs, case_id: c.case_id, approval_id: approval?.approval_id ?? '' }
  const by = (tenant_id: string): Actor => ({ kind: 'system', id: 'w', name: 'w', roles: [], tenant_id, surface: 'system' })
  await change(TENANT.tenant_id, async (tx) => {
    await tx.query(
      "insert into bill_import (import_id, tenant_id, source, state, files, requested_by, requested_at) values ($1, $2, 'a-bill', 'queued', '[]', 'usr_mara', now())",
      [theirs.import_id, TENANT.tenant_id],
    )
    await insertToken(tx, {
      token_id: theirs.token_id,
      tenant_id: TENANT.tenant_id,
      kind: 'personal',
      person_id: 'usr_mara',
      name: 'theirs',
      scopes: ['read'],
      token_hash: digest('theirs'),
      days: 1,
    })
    return { result: undefined, events: [{ kind: 'token.created', subject: theirs.token_id, actor: by(TENANT.tenant_id), body: {} }] }
  })
  await createThread({ tenant_id: TENANT.tenant_id, person_id: 'usr_mara' }, theirs.thread_id, 'theirs')
  await change(OURS, async (tx) => {
    await insertTenant(tx, {
      tenant_id: OURS,
      name: 'Ours',
      currency: 'USD',
      time_zone: 'UTC',
      is_demonstration: true,
      clock_offset_ms: 0,
      settings: TenantSettings.parse({}),
    })
    for (const role of Role.options)
      await insertPerson(tx, { person_id: `usr_ours_${role}`, tenant_id: OURS, name: role, email: `${role}@example.com`, roles: [role], title: '' })
    const issued = { tenant_id: OURS, person_id: 'usr_ours_admin', days: 1 }
    for (const scope of TokenScope.options) {
      await insertToken(tx, {
        ...issued,
        token_id: `pat_${scope}`,
        kind: 'personal',
        name: scope,
        scopes: [scope],
        token_hash: accessTokenHash(`value-of-${scope}`),
      })
      tokens.set(scope, `value-of-${scope}`)
    }
    await insertToken(tx, {
      ...issued,
      token_id: 'svc_all',
      kind: 'service',
      name: 'all',
      scopes: TokenScope.options,
      token_hash: accessTokenHash('value-of-service'),
    })
    return { result: undefined, events: [{ kind: 'tenant.created', subject: OURS, actor: by(OURS), body: {} }] }
  })
  tokens.set('service', 'value-of-service')
  for (const role of Role.options) sessions.set(role, await openSession(`usr_ours_${role}`, 'web'))
}, 60_000)

// What is counted here is who may, not how often.
const forgetRates = (): void => (globalThis as unknown as { countersign_limits?: Map<string, unknown> }).countersign_limits?.clear()
beforeEach(forgetRates)

/** Commands that decide, widen, stop or close: none of them is given with a token. */
const DECIDES =
  /^(?:approval|veto|kill_switch|policy|freeze|token|session|passkey|execution|mode|settings|secret|threshold)[.]|^(?:case[.](?:reopen|close)|plan[.](?:drop_action|edit_params)|verification[.]accept_variance)$/

describe('every route', () => {
  it('is listed, and nothing is listed that is not there', () => expect([...handlers.keys()].sort()).toEqual(Object.keys(ROUTES).sort()))

  it('answers 401 to nobody, to a cookie and to a token that nobody has', async () => {
    for (const [route, access] of Object.entries(ROUTES)) {
      if (access === 'open' || access === 'signed') continue
      for (const how of [{}, { cookie: 'guess' }, { token: 'guess' }])
        expect(await ask(route, how), `${route} ${JSON.stringify(how)}`).toMatchObject({ status: 401 })
    }
  })

  it('takes no write that another site’s page sent with this browser’s cookie', async () => {
    const cookie = sessions.get('admin') ?? ''
    for (const route of Object.keys(ROUTES).filter((r) => !r.startsWith('GET') && ROUTES[r] !== 'signed'))
      for (const origin of ['https://elsewhere.example', null])
        expect(await ask(route, { cookie, origin }), `${route} ${origin}`).toMatchObject({ status: 403 })
  })

  it('takes a token that has its scope, and no other', async () => {
    for (const [route, access] of Object.entries(ROUTES)) {
      if (access === 'open' || access === 'signed' || access === 'command') continue
      for (const [scope, token] of tokens) {
        const { status, code } = await ask(route, { token })
        if (access === 'session') expect(status, `${route} with ${scope}`).toBe(401)
        else if (scope === 'service' || scope === (access === 'reader' ? 'read' : access)) expect(code, `${route} with ${scope}`).not.toBe('SCOPE')
        else expect({ status, code }, `${route} with ${scope}`).toEqual({ status: 403, code: 'SCOPE' })
      }
    }
  })

  it('takes a machine’s message only with its signature, whoever else is signed in', async () => {
    for (const route of Object.keys(ROUTES).filter((r) => ROUTES[r] === 'signed'))
      for (const how of [{}, { cookie: sessions.get('admin') ?? '' }, { token: tokens.get('service') ?? '' }]) {
        const { status } = await ask(route, how)
        expect([401, 403, 404], `${route}: ${status}`).toContain(status)
      }
  })

  it('does not count the cookie of a request that carries a token', async () => {
    expect(await ask('GET /api/threads', { cookie: sessions.get('admin') ?? '', token: 'guess' })).toMatchObject({ status: 401 })
  })

  it('is open to every role where it only reads', async () => {
    for (const [route, access] of Object.entries(ROUTES)) {
      if (access !== 'reader' || !route.startsWith('GET')) continue
      for (const [role, cookie] of sessions) expect([200, 404], `${route} as ${role}`).toContain((await ask(route, { cookie })).status)
    }
  })

  it('answers 404 for the ids of another tenant, to every role and token', async () => {
    const asking = [...[...sessions].map(([role, cookie]) => [role, { cookie }] as const), ['read token', { token: tokens.get('read') ?? '' }] as const]
    for (const [who, how] of asking) {
      for (const route of Object.keys(ROUTES).filter((r) => r.includes('[case_id]'))) {
        const body = { expected_version: 0, action_id: 'act_schedule', params: {} }
        const answer = await ask(route, { ...how, id: theirs.case_id, body })
        const unknown = await ask(route, { ...how, id: 'case_unknown', body })
        expect(answer, `${route} as ${who}`).toEqual(unknown)
        if (route.startsWith('GET')) expect(answer.status, `${route} as ${who}`).toBe(404)
      }
    }
    for (const [role, cookie] of sessions)
      expect(await ask('PATCH /api/threads', { cookie, body: { thread_id: theirs.thread_id, title: 'mine now' } }), role).toMatchObject({ status: 404 })
  })
})

describe('every command', () => {
  it('is tried here', () =>
    expect(
      CommandName.options.filter((name) => PARAMS[name] === undefined),
      'add its parameters to PARAMS above',
    ).toEqual([]))

  it('is refused to every role that is not listed for it, and only for that to none that is', async () => {
    for (const name of CommandName.options)
      for (const [role, cookie] of sessions) {
        const { status, code } = await ask('POST /api/commands', { cookie, body: command(name) })
        if (COMMAND_ROLES[name].includes(role as Role))
          expect(code === 'ROLE' && status === 403 ? PARTLY.includes(name) : true, `${name} as ${role}: ${status} ${code}`).toBe(true)
        else expect({ status, code }, `${name} as ${role}`).toEqual({ status: 403, code: 'ROLE' })
      }
  })

  it('knows no case, request, import, token or tenant of somebody else', async () => {
    for (const name of CommandName.options) {
      if (PARAMS[name]?.subject === 'text') continue
      for (const [role, cookie] of sessions) {
        if (!COMMAND_ROLES[name].includes(role as Role)) continue
        const { status, code } = await ask('POST /api/commands', { cookie, body: command(name) })
        if (code !== 'ROLE') expect(status, `${name} as ${role}: ${code}`).toBe(404)
      }
    }
  })

  it('that decides is done with no token and by no service account, whatever its scopes', async () => {
    for (const name of CommandName.options.filter((n) => DECIDES.test(n))) {
      forgetRates()
      for (const [scope, token] of tokens)
        expect(await ask('POST /api/commands', { token, body: command(name) }), `${name} with ${scope}`).toMatchObject({ status: 403 })
    }
  })
})

/** Commands that ask some of their roles for another one as well, before they look at what they are about. */
const PARTLY: readonly CommandName[] = []

describe('every page', () => {
  const pages = readdirSync(join(import.meta.dirname, '(work)'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('page.tsx'))
  it('asks who is there before it shows anything', () => {
    for (const page of pages) expect(readFileSync(join(import.meta.dirname, '(work)', page), 'utf8'), page).toContain('await pageActor(')
  })

  it('of another tenant’s case or request is not there', async () => {
    asked = new Headers({ cookie: `countersign_session=${sessions.get('admin')}` })
    for (const [page, params] of [
      ['cases/[case_id]', { case_id: theirs.case_id }],
      ['approvals/[approval_id]', { approval_id: theirs.approval_id }],
    ] as const) {
      const { default: Page } = (await import(join(import.meta.dirname, '(work)', page, 'page.tsx'))) as { default: (props: object) => Promise<unknown> }
      await expect(Page({ params: Promise.resolve(params), searchParams: Promise.resolve({}) }), page).rejects.toMatchObject({
        digest: expect.stringContaining('404'),
      })
    }
  })
})
