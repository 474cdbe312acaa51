import { expect, it } from 'vitest'
import { isLocalRequest, isLoopback, isSameOrigin } from './same-origin'

const from = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), 'localhost:3100')

it('accepts what a page of this site sends', () => {
  expect(from({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3100' })).toBe(true)
  expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true)
  expect(from({ origin: 'http://localhost:3100' })).toBe(true)
})

it('refuses what another site, a neighbouring port or nobody in particular sends', () => {
  expect(from({ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3100' })).toBe(false)
  expect(from({ 'sec-fetch-site': 'same-site' })).toBe(false)
  expect(from({ 'sec-fetch-site': 'none' })).toBe(false)
  expect(from({ 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' })).toBe(false)
  expect(from({ origin: 'http://localhost:3101' })).toBe(false)
  expect(from({ origin: 'null' })).toBe(false)
  expect(from({})).toBe(false)
  expect(isSameOrigin(new Headers({ origin: 'http://localhost' }), '')).toBe(false)
})

it('knows the loopback interface by its own names only', () => {
  for (const host of ['localhost', 'localhost:3100', 'LOCALHOST:3100', '127.0.0.1:3100', '127.0.0.2', '[::1]:3100', '[::1]', '::1', '::ffff:127.0.0.1'])
    expect(isLoopback(host)).toBe(true)
  for (const host of ['', 'localhost.evil.example', '127.0.0.1.nip.io', '10.0.0.1:3100', '0.0.0.0', '::', 'fe80::1', '::ffff:10.0.0.1', 'evil.example:3100'])
    expect(isLoopback(host)).toBe(false)
})

it('takes a request for local only when nobody else can reach the interface', () => {
  const asked = (headers: Record<string, string>, listens_on = '127.0.0.1') => isLocalRequest(new Headers({ host: 'localhost:3100', ...headers }), listens_on)
  expect(asked({})).toBe(true)
  expect(asked({ 'x-forwarded-for': '::ffff:127.0.0.1' })).toBe(true)
  expect(asked({}, '0.0.0.0')).toBe(false)
  expect(asked({ 'x-forwarded-for': '127.0.0.1' }, '10.0.0.5')).toBe(false)
  expect(asked({ 'x-forwarded-for': '203.0.113.9' })).toBe(false)
  expect(asked({ 'x-forwarded-for': '127.0.0.1, 203.0.113.9' })).toBe(false)
  expect(asked({ host: 'countersign.example' })).toBe(false)
})
