import { expect, it } from 'vitest'
import { refusalWords } from './refusal-words'

const body = (code: string, message: string) => JSON.stringify({ error: { code, message, detail: { limit: 'questions', retry_after_sec: 7 } } })

it('says when to ask again where too much was asked', () =>
  expect(refusalWords(`HTTP 429: ${body('rate_limited', 'too many questions: wait 7 s and try again')}`)).toBe('Too many questions: wait 7 s and try again.'))

it('keeps the sentences of the server, and what no person can read to itself', () => {
  expect(refusalWords('HTTP 401: {"error":{}}')).toBe('Your session is over. Sign in again.')
  expect(refusalWords('The answer was stopped.')).toBe('The answer was stopped.')
  for (const message of ['Failed to fetch', 'HTTP 502: <html>Bad gateway</html>', 'HTTP 500: {"error"', 'HTTP 429: {"detail":"no words"}'])
    expect(refusalWords(message)).toBe('The server did not answer. Ask again in a moment.')
})
