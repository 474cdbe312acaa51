import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { everyTenant } from '@/lib/db/every-tenant'
import { configure } from '@/lib/kernel/config'
import type { Role } from '@/schemas/actor'
import { addTenant } from './fixtures/add-tenant'
import { beginRegistration, beginStepUp, finishRegistration, finishStepUp, removeOwnPasskey } from './passkey'
import { listPasskeys } from './passkey-store'
import { findSession, openSession, type Session } from './session-store'

testDatabase()

const BROWSER = process.env['COUNTERSIGN_BROWSER'] ?? '/usr/bin/chromium'
const TENANT = 'tn_keys'
let server: Server
let browser: Browser
let page: Page
let device: CDPSession
let authenticator = ''

/** A session as the door sees it now. */
const session = async (token: string): Promise<Session> => {
  const found = await findSession(token, 'web')
  if (found === null) throw new Error('the session is over')
  return found
}
const signIn = (person = 'usr_ada') => openSession(person, 'web')
/** The browser's own part, on a page of this site. */
const create = (options: unknown) =>
  page.evaluate(
    async (o) =>
      ((await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(o as never) })) as PublicKeyCredential).toJSON(),
    options,
  )
const prove = (options: unknown) =>
  page.evaluate(
    async (o) =>
      ((await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(o as never) })) as PublicKeyCredential).toJSON(),
    options,
  )
const register = async (token: string, name = 'Laptop') =>
  finishRegistration(await session(token), (await create(await beginRegistration(await session(token)))) as never, name)

describe.skipIf(!existsSync(BROWSER))(`passkeys, in a Chromium with a virtual authenticator (skipped without ${BROWSER})`, () => {
  beforeAll(async () => {
    server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<title>Countersign</title>'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const url = `http://localhost:${(server.address() as AddressInfo).port}`
    configure({ url })
    const roles: Role[] = ['approver']
    await addTenant(
      TENANT,
      { name: 'Keys' },
      ['ada', 'bo'].map((name) => ({ person_id: `usr_${name}`, name, email: `${name}@example.com`, roles })),
    )
    browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu'] })
    page = await browser.newPage()
    await page.goto(url)
    device = await page.context().newCDPSession(page)
    await device.send('WebAuthn.enable')
    const made = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    authenticator = made.authenticatorId
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await new Promise<void>((done) => server.close(() => done()))
  })

  it('prove that it is the person of this session, for the session where it was proved', async () => {
    const [token, other] = [await signIn(), await signIn()]
    await register(token)
    expect(await listPasskeys(TENANT, 'usr_ada')).toMatchObject([{ name: 'Laptop' }])
    expect((await session(token)).actor.auth?.is_stepped_up).toBe(false)
    await finishStepUp(await session(token), (await prove(await beginStepUp(await session(token)))) as never)
    expect((await session(token)).actor.auth?.is_stepped_up).toBe(true)
    expect((await session(other)).actor.auth?.is_stepped_up).toBe(false)
    expect((await listAudit(TENANT, { subject: 'usr_ada' })).map((e) => e.kind).filter((kind) => !kind.startsWith('session.o'))).toEqual([
      'session.stepped_up',
      'passkey.added',
    ])
  })

  it('answer one question once, and no other session’s', async () => {
    const [token, other] = [await signIn(), await signIn()]
    const answer = await prove(await beginStepUp(await session(token)))
    await beginStepUp(await session(other))
    await expect(finishStepUp(await session(other), answer as never)).rejects.toMatchObject({ code: 'forbidden' })
    await finishStepUp(await session(token), answer as never)
    await expect(finishStepUp(await session(token), answer as never)).rejects.toMatchObject({ code: 'expired' })
  })

  it('are refused when the browser is on another site’s page', async () => {
    const token = await signIn()
    const answer = await prove(await beginStepUp(await session(token)))
    configure({ url: 'http://localhost:1' })
    await expect(finishStepUp(await session(token), answer as never)).rejects.toMatchObject({ code: 'forbidden' })
    configure({ url: page.url().replace(/\/$/, '') })
  })

  it('are refused without the person’s own consent on the device', async () => {
    const token = await signIn()
    const answer = (await prove(await beginStepUp(await session(token)))) as { response: { authenticatorData: string } }
    const data = Buffer.from(answer.response.authenticatorData, 'base64url')
    data[32] = (data[32] ?? 0) & ~0x04 // the flag that says that the device knew the person
    await expect(
      finishStepUp(await session(token), { ...answer, response: { ...answer.response, authenticatorData: data.toString('base64url') } } as never),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('cannot be added by a session that does not prove itself with one that is there', async () => {
    const token = await signIn()
    await expect(beginRegistration(await session(token))).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'STEP_UP' } })
  })

  it('cannot be removed by such a session either, which would then be free to add its own', async () => {
    const thief = await session(await signIn())
    const [key] = await listPasskeys(TENANT, 'usr_ada')
    await expect(removeOwnPasskey(thief, key?.credential_id ?? '')).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'STEP_UP' } })
    expect(await listPasskeys(TENANT, 'usr_ada')).toHaveLength(1)
  })

  it('are nobody else’s: neither to prove with nor to remove', async () => {
    const token = await signIn()
    const bo = await session(await signIn('usr_bo'))
    await expect(beginStepUp(bo)).rejects.toMatchObject({ code: 'conflict', detail: { code: 'NO_PASSKEY' } })
    const [key] = await listPasskeys(TENANT, 'usr_ada')
    await expect(removeOwnPasskey(bo, key?.credential_id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await finishStepUp(await session(token), (await prove(await beginStepUp(await session(token)))) as never)
    await removeOwnPasskey(await session(token), key?.credential_id ?? '')
    expect(await listPasskeys(TENANT, 'usr_ada')).toEqual([])
    await device.send('WebAuthn.clearCredentials', { authenticatorId: authenticator })
  })

  it('keep no private half here, and nothing that opens a session', async () => {
    await register(await signIn('usr_bo'), 'Phone')
    const stored = JSON.stringify(await everyTenant('select * from passkey'))
    expect(stored).not.toMatch(/private/i)
    expect(await everyTenant('select 1 from passkey_challenge where purpose = $1', ['register'])).toEqual([])
  })
})
