import { expect, it } from 'vitest'
import { judgeTargets } from '@/lib/desks/cost/actions/checks/judge-targets'
import { tryCalls } from './perform-calls'

const target = (label: string) => ({ arn: label, label, state: {} })
const found = (...labels: string[]) => judgeTargets([], labels.map(target), null)[0]?.detail

it('says one target and many as people do', async () => {
  expect([found('web-1'), found('web-1', 'web-2')]).toEqual(['1 of 1 target was found', '2 of 2 targets were found'])
  const calls = (n: number) =>
    Array.from({ length: n }, (_, i) => ({
      target: `t${i}`,
      label: `t${i}`,
      make: async () => ({ api: 'a', status: 'would_succeed' as const, detail: '', request_id: null }),
    }))
  const tried = async (n: number, kind: 'provider' | 'preview') => (await tryCalls(calls(n), kind)).detail
  expect([await tried(1, 'provider'), await tried(2, 'provider')]).toEqual([
    'the account would accept the change of the target',
    'the account would accept the change of all 2 targets',
  ])
  expect(await tried(1, 'preview')).toContain('1 target was read and may be changed')
})
