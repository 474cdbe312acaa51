import { NextRequest } from 'next/server'
import { expect, it } from 'vitest'
import { proxy } from '@/proxy'

const ask = (path: string) => proxy(new NextRequest(`http://localhost:3100${path}`))
const policyOf = (path: string): Map<string, string> =>
  new Map((ask(path).headers.get('content-security-policy') ?? '').split('; ').map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]))

it('gives every page a nonce of its own and lets no other inline script run', () => {
  const [first, second] = [policyOf('/'), policyOf('/')]
  expect(first.get('script-src')).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'$/)
  expect(first.get('script-src')).not.toBe(second.get('script-src'))
  expect(first.get('style-src')).not.toContain('unsafe-inline')
})

it('hands the nonce on to the page, and overwrites one that the browser sent', () => {
  const answer = proxy(new NextRequest('http://localhost:3100/', { headers: { 'x-nonce': 'mine' } }))
  const nonce = answer.headers.get('x-middleware-request-x-nonce')
  expect(nonce).not.toBe('mine')
  expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
})

it('loads nothing from other sites, and is framed by none', () => {
  const policy = policyOf('/cases/case_1')
  expect([policy.get('default-src'), policy.get('connect-src'), policy.get('object-src'), policy.get('frame-ancestors')]).toEqual([
    "'self'",
    "'self'",
    "'none'",
    "'none'",
  ])
})

it('knows nothing whose name holds a NUL, wherever it stands', () => {
  for (const path of ['/cases/case_a%00b', '/%00', '/audit?case=case_%00', '/approvals/ap_1%2500'.replace('%2500', '%00')])
    expect(ask(path).status, path).toBe(404)
})
