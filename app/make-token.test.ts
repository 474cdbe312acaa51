import { expect, it } from 'vitest'
import { makeToken } from '@/components/screens/make-token'
import { accessTokenHash, TOKEN_PREFIX } from '@/lib/identity/access-token'
import { redact } from '@/lib/kernel/redact'

it('makes a token that the server knows by its hash, and that nobody can guess or print by accident', async () => {
  const made = await Promise.all(Array.from({ length: 50 }, makeToken))
  for (const { token, token_hash } of made) {
    expect(token).toMatch(new RegExp(`^${TOKEN_PREFIX}[A-Za-z0-9_-]{43}$`))
    expect(token_hash).toBe(accessTokenHash(token))
    expect(redact(`used ${token} here`)).toBe('used [redacted] here')
  }
  expect(new Set(made.map((m) => m.token)).size).toBe(50)
})
