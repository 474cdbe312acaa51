import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, noor, tomas } from '@/lib/commands/fixtures/story'
import { addPasskey } from '@/lib/identity/passkey-store'
import type { Actor } from '@/schemas/actor'
import { SessionsView } from '@/schemas/sign-in-view'
import { sessionsView } from './sessions'

testDatabase()
const key = (credential_id: string) => ({ credential_id, name: 'Laptop', transports: [], public_key: 'AA', counter: 0 })
const unproved: Actor = { ...noor, auth: { method: 'oidc', is_stepped_up: false } }
const seen = async (actor: Actor) => {
  const { people, reset_denied } = SessionsView.parse(await sessionsView(actor, ''))
  return { passkeys: people.map((p) => [p.person_id, p.passkeys]), reset_denied }
}

beforeAll(async () => {
  await seedTenant()
  await addPasskey(tomas, key('of-tomas'))
})

it('shows an administrator who has passkeys, also where nobody is signed in, and nobody else', async () => {
  expect(await seen(unproved)).toEqual({
    passkeys: [
      [noor.id, null],
      [tomas.id, 1],
    ],
    reset_denied: null,
  })
  expect(await seen(mara)).toEqual({ passkeys: [[mara.id, null]], reset_denied: null })
})

it('says what an administrator with a passkey of their own does before they reset another’s', async () => {
  await addPasskey(noor, key('of-noor'))
  expect((await seen(unproved)).reset_denied).toContain('settings, passkeys')
  expect((await seen({ ...noor, auth: { method: 'oidc', is_stepped_up: true } })).reset_denied).toBeNull()
})
