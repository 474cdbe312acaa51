import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { change } from '@/lib/db/change'
import { config, configure } from '@/lib/kernel/config'
import type { Actor } from '@/schemas/actor'
import { accessTokenHash, newAccessToken } from './access-token'
import { admit } from './admit'
import { addTenant } from './fixtures/add-tenant'
import { browse, CLIENT_ID, newBrowser, signingKey, startTestProvider, type TestProvider } from './fixtures/test-provider'
import { Attempt, beginSignIn, CALLBACK_PATH, type Claims, finishSignIn, providerLogoutUrl } from './oidc'
import { insertPerson, listPeople } from './person-store'
import { findSession, openSessionFor } from './session-store'
import { actorOfToken, insertToken } from './token-store'

testDatabase()

const TENANT = 'tn_company'
const system: Actor = { kind: 'system', id: 'test', name: 'Test', roles: [], tenant_id: TENANT, surface: 'system' }
const SECRET = 'a secret that the provider gave us'
const URL_HERE = 'http://localhost:3100'
const ACCOUNTS = [
  { sub: 'ada', name: 'Ada Ng', email: 'ada@example.com', email_verified: true, groups: ['cloud-approvers', 'everybody'] },
  { sub: 'bo', name: 'Bo Ek', email: 'bo@example.com', email_verified: false, groups: 'cloud-readers' },
]
const start = (over: Partial<Parameters<typeof startTestProvider>[0]> = {}) =>
  startTestProvider({ redirect_uri: `${URL_HERE}${CALLBACK_PATH}`, secret: SECRET, accounts: ACCOUNTS, ...over })

let provider: TestProvider
const use = (p: TestProvider) => {
  provider = p
  configure({
    url: URL_HERE,
    oidc: {
      issuer: p.issuer,
      client_id: CLIENT_ID,
      client_secret_ref: 'env:COUNTERSIGN_TEST_OIDC_SECRET',
      tenant_id: TENANT,
      roles_claim: 'groups',
      roles: { 'cloud-approvers': ['approver', 'platform'], 'cloud-readers': ['viewer'] },
    },
  })
}
const signIn = async (sub = 'ada'): Promise<{ claims: Claims; id_token: string | null }> => {
  const { url, attempt } = await beginSignIn('/approvals')
  return finishSignIn((await browse(url, sub)).search, attempt)
}

beforeAll(async () => {
  process.env['COUNTERSIGN_TEST_OIDC_SECRET'] = SECRET
  vi.spyOn(console, 'warn').mockReturnValue(undefined) // the provider warns that it is set up for development, which is what it is for
  vi.spyOn(console, 'info').mockReturnValue(undefined)
  await addTenant(TENANT, { name: 'Company', is_demonstration: false })
})
beforeEach(async () => use(await start()))
afterEach(() => provider.stop())
afterAll(() => {
  delete process.env['COUNTERSIGN_TEST_OIDC_SECRET']
  configure({ oidc: null })
})

describe('signing in with a real OpenID Provider', () => {
  it('brings back who it was, over code and PKCE, to the address that was asked for', async () => {
    const { url, attempt } = await beginSignIn('/approvals')
    const asked = new URL(url).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid profile email',
      redirect_uri: `${URL_HERE}${CALLBACK_PATH}`,
    })
    const back = await browse(url, 'ada')
    expect(`${back.origin}${back.pathname}`).toBe(`${URL_HERE}${CALLBACK_PATH}`)
    const { claims } = await finishSignIn(back.search, attempt)
    expect(claims).toMatchObject({ iss: provider.issuer, sub: 'ada', name: 'Ada Ng', email: 'ada@example.com', groups: ['cloud-approvers', 'everybody'] })
    expect(attempt.next).toBe('/approvals')
  })

  it('refuses an answer to another attempt, in its state, its nonce or its verifier, and the same answer twice', async () => {
    const { url, attempt } = await beginSignIn('/')
    const other = (await beginSignIn('/')).attempt
    for (const part of ['state', 'nonce', 'verifier'] as const) {
      const { search } = await browse(url, 'ada')
      await expect(finishSignIn(search, { ...attempt, [part]: other[part] }), part).rejects.toMatchObject({ code: 'unauthenticated' })
    }
    const { search } = await browse(url, 'ada')
    await finishSignIn(search, attempt)
    await expect(finishSignIn(search, attempt)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('takes no attempt from a browser that would come out on another site', async () => {
    const { attempt } = await beginSignIn('/approvals?state=decided')
    expect(Attempt.parse(attempt)).toEqual(attempt)
    for (const next of ['', '@elsewhere.example', '.elsewhere.example/', 'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example'])
      expect(Attempt.safeParse({ ...attempt, next }).success, next).toBe(false)
  })

  it('refuses what the provider refused, and never says why to whoever asks', async () => {
    const { attempt } = await beginSignIn('/')
    await expect(finishSignIn(`?error=access_denied&state=${attempt.state}&iss=${encodeURIComponent(provider.issuer)}`, attempt)).rejects.toThrow(
      'the sign-in could not be completed: start again from the sign-in page',
    )
  })

  it('believes no ID token that the published keys did not sign', async () => {
    await provider.stop()
    use(await start({ published_keys: () => ({ keys: [signingKey().public] }) }))
    await expect(signIn()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('goes on when the provider replaces its keys', async () => {
    const { port } = provider
    await signIn()
    await provider.stop()
    use(await start({ port }))
    expect((await signIn()).claims.sub).toBe('ada')
  })

  it('bears a clock that differs by less than a minute, and no more', async () => {
    const HOUR_MS = 3_600_000
    for (const [late_ms, is_borne] of [
      [45_000, true],
      [90_000, false],
    ] as const) {
      await provider.stop()
      // An ID token lives for an hour: it has just run out by our clock.
      const around_token = async (answer: () => Promise<void>) => {
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - HOUR_MS - late_ms })
        await answer().finally(() => vi.useRealTimers())
      }
      use(await start({ around_token }))
      const outcome = await signIn().then(
        () => true,
        () => false,
      )
      expect(outcome, `${late_ms} ms`).toBe(is_borne)
    }
  })

  it('ends the provider’s session too, so that the next sign-in asks who is there', async () => {
    const browser = newBrowser()
    const again = async (): Promise<string | null> => {
      const { url, attempt } = await beginSignIn('/')
      browser.asked.length = 0
      return (await finishSignIn((await browse(url, 'ada', browser)).search, attempt)).id_token
    }
    await again()
    expect(browser.asked).toContain('login')
    const id_token = await again()
    expect(browser.asked, 'the provider remembers').not.toContain('login')
    const back = await browse((await providerLogoutUrl(id_token)) ?? '', 'ada', browser)
    expect([back.href, browser.asked.at(-1)]).toEqual([`${URL_HERE}/sign-in`, 'logout'])
    await again()
    expect(browser.asked, 'it remembers nobody now').toContain('login')
  })

  it('says that the provider does not answer, and where its session ends', async () => {
    const { id_token } = await signIn()
    const url = new URL((await providerLogoutUrl(id_token)) ?? '')
    expect(url.origin).toBe(provider.issuer)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ post_logout_redirect_uri: `${URL_HERE}/sign-in`, id_token_hint: id_token })
    configure({ oidc: { ...(config().oidc as NonNullable<ReturnType<typeof config>['oidc']>), issuer: 'http://localhost:1' } })
    await expect(beginSignIn('/')).rejects.toMatchObject({ code: 'provider_down' })
    expect(await providerLogoutUrl(id_token)).toBeNull()
  })
})

describe('whom the provider recognised', () => {
  it('has the roles that the configuration gives to the claim, from then on those of the newest sign-in', async () => {
    const first = await admit((await signIn()).claims)
    expect(first).toMatchObject({ name: 'Ada Ng', email: 'ada@example.com', roles: ['approver', 'platform'] })
    const again = await admit({ ...(await signIn()).claims, groups: ['cloud-readers'] })
    expect(again).toMatchObject({ person_id: first.person_id, roles: ['viewer'] })
    const kinds = (await listAudit(TENANT, { subject: first.person_id })).map((e) => e.kind)
    expect(kinds).toEqual(['person.changed', 'person.added'])
    await admit({ ...(await signIn()).claims, groups: ['cloud-readers'] })
    expect(await listAudit(TENANT, { subject: first.person_id })).toHaveLength(2)
  })

  it('does not get in when nothing gives them a role, and that is recorded', async () => {
    const { claims } = await signIn('bo')
    await expect(admit({ ...claims, groups: ['constructor', 'everybody'] })).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'NO_ROLE' } })
    expect((await listAudit(TENANT, { limit: 1 }))[0]?.kind).toBe('session.refused')
    expect((await listPeople(TENANT)).some((p) => p.email === 'bo@example.com')).toBe(false)
  })

  it('loses what they had with the last role that the provider gave them: sessions, tokens and what they could do', async () => {
    const claims = { ...(await signIn()).claims, email: 'ada.ng@example.com' }
    const person = await admit(claims)
    const cookie = await openSessionFor(person, 'web', 'oidc', null)
    const token = newAccessToken()
    await change(TENANT, async (tx) => {
      const { person_id } = person
      await insertToken(tx, {
        token_id: 'pat_x',
        tenant_id: TENANT,
        kind: 'personal',
        person_id,
        name: 'x',
        scopes: ['work'],
        token_hash: accessTokenHash(token),
        days: 9,
      })
      return { result: undefined, events: [{ kind: 'token.created', subject: 'pat_x', actor: system, body: {} }] }
    })
    expect([await findSession(cookie, 'web'), await actorOfToken(token)]).not.toContain(null)
    await expect(admit({ ...claims, groups: [] })).rejects.toMatchObject({ detail: { code: 'NO_ROLE' } })
    expect([await findSession(cookie, 'web'), await actorOfToken(token)]).toEqual([null, null])
    expect((await listPeople(TENANT)).find((p) => p.person_id === person.person_id)?.roles).toEqual([])
    expect((await admit(claims)).roles, 'and has them again when the provider says so').toEqual(['approver', 'platform'])
    expect(await actorOfToken(token)).not.toBeNull()
  })

  it('is the person who was here before only by an address that the provider verified', async () => {
    await change(TENANT, async (tx) => {
      for (const name of ['cy', 'di'])
        await insertPerson(tx, { person_id: `usr_${name}`, tenant_id: TENANT, name, email: `${name}@example.com`, roles: ['admin'], title: '' })
      return {
        result: undefined,
        events: [
          { kind: 'person.added', subject: 'usr_cy', actor: { kind: 'system', id: 'w', name: 'w', roles: [], tenant_id: TENANT, surface: 'system' }, body: {} },
        ],
      }
    })
    const claims = (sub: string, email_verified: boolean) => ({
      iss: provider.issuer,
      sub,
      email: `${sub}@example.com`,
      email_verified,
      groups: ['cloud-readers'],
    })
    expect(await admit(claims('cy', true))).toMatchObject({ person_id: 'usr_cy', roles: ['viewer'] })
    const other = await admit(claims('di', false))
    expect(other).toMatchObject({ email: `${other.person_id}@sign-in.invalid`, roles: ['viewer'] })
    expect(other.person_id).not.toBe('usr_di')
    expect(await admit(claims('di', false)), 'the same again').toEqual(other)
  })

  it('cannot keep the owner of an address out by coming first with it unverified', async () => {
    const claims = (sub: string, email_verified: boolean) => ({
      iss: provider.issuer,
      sub,
      email: 'flo@example.com',
      email_verified,
      groups: ['cloud-readers'],
    })
    const first = await admit(claims('squatter', false))
    const owner = await admit(claims('flo', true))
    expect(owner.email).toBe('flo@example.com')
    expect(owner.person_id).not.toBe(first.person_id)
    expect((await admit(claims('squatter', false))).email).not.toBe('flo@example.com')
  })

  it('is one person however the address is written', async () => {
    const written = (sub: string, email: string, email_verified: boolean) => ({ iss: provider.issuer, sub, email, email_verified, groups: ['cloud-readers'] })
    const first = await admit(written('eve', 'Eve@Example.com', true))
    expect(first.email).toBe('eve@example.com')
    expect((await admit(written('mallory', 'EVE@example.com', false))).email).toMatch(/@sign-in\.invalid$/)
    await expect(admit(written('mallory', 'eve@EXAMPLE.com', true)), 'the address belongs to another subject').rejects.toMatchObject({ code: 'conflict' })
    await admit(written('eve', 'EVE@example.COM', true))
    expect((await listAudit(TENANT, { subject: first.person_id })).map((e) => e.kind)).toEqual(['person.added'])
  })
})
