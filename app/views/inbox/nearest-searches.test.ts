import { describe, expect, it } from 'vitest'
import { PLAIN_INBOX } from '@/components/screens/inbox/inbox-query'
import { likeCases, nearestSearches } from './nearest-searches'

const CASES = [
  { case_id: 'case_1', title: 'EC2 in lumen-dev, eu-west-1 runs $184.90 / day above what is expected since 9 Nov' },
  { case_id: 'case_2', title: 'CloudWatch log ingestion in payments-prod runs $160.00 / day above what is expected' },
]

describe('cases near a search that finds nothing', () => {
  it('finds a case by a word with a letter that is missing or wrong', () => {
    expect(likeCases('paymnts', CASES).map((c) => c.href)).toEqual(['/cases/case_2'])
    expect(likeCases('lumin', CASES).map((c) => c.href)).toEqual(['/cases/case_1'])
  })

  it('offers nothing for words that no case has anything like', () => expect(likeCases('kubernetes zzz', CASES)).toEqual([]))
})

describe('searches near one that finds nothing', () => {
  const search = { ...PLAIN_INBOX, text: 'zzz', severity: 'critical' as const }
  it('leaves out one part at a time and says how many cases that finds, and never offers one that finds none', async () => {
    const found = await nearestSearches(search, CASES, async ({ text }) => (text === '' ? 2 : 0))
    expect(found).toEqual([{ label: 'Without the words', href: '/?severity=critical', note: '2 cases' }])
  })
})
