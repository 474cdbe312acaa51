import { expect, it } from 'vitest'
import { redact } from './redact'

const CHARACTERS = 128 * 1024
const textOf = (piece: string): string => `token ${piece.repeat(CHARACTERS / piece.length)}`

// A pattern that looks through the rest of the text at every word takes ten seconds and more for each of these, where others take milliseconds.
it.each([
  'a.',
  'a-',
  'eyJ-',
  'eyJ-eyJ-eyJ-eyJ.aaaaaaaa-',
  'eyJaaaaaaaa.',
  'sk-',
  'xoxb-',
  'token:',
  'token="',
  'token="\\"',
  'password   ',
  '://',
  'a://a:',
  'cookie: ',
  '-----BEGIN ',
])(
  'a long text of %j is looked through in the time of a request',
  (piece) => {
    const text = textOf(piece)
    expect(redact(text).length).toBeLessThanOrEqual(text.length * 3)
  },
  1_500,
)

it('hides a token behind a prefix, and leaves the prefix', () => {
  const token = `${'eyJ-'.repeat(4)}0123456789.0123456789.abc`
  expect([redact(`session-${token} ended`), redact(token)]).toEqual(['session-[redacted] ended', '[redacted]'])
})

it('hides a quoted credential whose end was cut off, with everything behind it', () => {
  expect(redact('failed with {"client_secret":"canary word, and more')).toBe('failed with {"client_secret":"[redacted]"')
})

it('hides a credential behind a colon also where its first digit comes late', () => {
  expect(redact(`password: ${'x'.repeat(120)}7`)).toBe('password: [redacted]')
})
