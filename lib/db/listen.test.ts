import { expect, it, vi } from 'vitest'
import { type Notice, tell } from './listen'

const notice: Notice = { tenant_id: 'tn_a', topic: 'case', id: 'case_1' }

it('tells everybody, whatever one of them makes of it', () => {
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const heard: Notice[] = []
  const fail = () => {
    throw new Error('a stream that is closed already')
  }
  tell(new Set([fail, (n: Notice) => heard.push(n), fail, (n: Notice) => heard.push(n)]), JSON.stringify(notice))
  expect(heard).toEqual([notice, notice])
  silent.mockRestore()
})

it('passes over a payload that nobody understands', () => {
  const heard: Notice[] = []
  for (const payload of [undefined, '', 'no json', '{"tenant_id":"tn_a"}']) tell(new Set([(n: Notice) => heard.push(n)]), payload)
  expect(heard).toEqual([])
})
