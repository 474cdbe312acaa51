import { expect, it } from 'vitest'
import { cronWords } from './cron-words'

it.each([
  ['15 6 * * *', 'every day at 06:15'],
  ['30 5 * * 1-5', 'Monday to Friday at 05:30'],
  ['0 9 * * 1', 'every Monday at 09:00'],
  ['5 * * * *', 'every hour at 5 past'],
  ['*/15 * * * *', 'every 15 minutes'],
])('says %s in words: %s', (cron, words) => expect(cronWords(cron)).toBe(words))

it.each(['*/7 * * * *', '0 6 1 * *', '0 6 * 3 *', '0,30 6 * * *', '0 6-8 * * *', '0 6 * * 1,3', '5 * * * 1'])(
  'claims nothing about %s that it does not say',
  (cron) => expect(cronWords(cron)).toBe(`at ${cron}`),
)
