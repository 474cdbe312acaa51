import { expect, it } from 'vitest'
import { readConfig } from './config'
import { heldCredentials } from './held-credentials'

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'canary-value' }
const held = (env: Record<string, string>, may_act: boolean) => heldCredentials(env, { ...readConfig(env, '/'), may_act })

it('says which credentials a process looks with, and that it acts with none, without their values', () => {
  expect(held(KEYS, false)).toEqual({ looks_with: 'the keys of its environment (AWS_ACCESS_KEY_ID)', acts_with: null })
  expect(held({ ...KEYS, AWS_PROFILE: 'reader' }, false).looks_with).toBe('profile reader (AWS_PROFILE)')
  expect(held({ COUNTERSIGN_AWS_ACT_PROFILE: 'actor' }, false).acts_with).toBeNull()
  expect(JSON.stringify(held(KEYS, true))).not.toContain('canary')
})

it('names what comes after the keys in the order in which the SDK looks: the default profile, a web identity, the container, the machine', () => {
  const container = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials' }
  const token = { AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/token' }
  const looks = (env: Record<string, string>) => held(env, false).looks_with
  expect(looks({ ...container, ...token, AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/reader' })).toBe(
    'the default profile, where there is one, or else a web identity (AWS_WEB_IDENTITY_TOKEN_FILE)',
  )
  // Without a role the SDK passes a token by.
  expect(looks({ ...container, ...token })).toBe('the default profile, where there is one, or else the role of its container')
  expect(looks({})).toBe("the default profile, where there is one, or else the machine's own role")
})

it('says what a worker of the execution queue acts with: a profile of its own, or the same', () => {
  expect(held({ ...KEYS, COUNTERSIGN_AWS_ACT_PROFILE: 'actor' }, true).acts_with).toBe('profile actor')
  expect(held(KEYS, true).acts_with).toBe('the same: the keys of its environment (AWS_ACCESS_KEY_ID)')
})

it('reads accounts with one role as before, and with two', () => {
  const accountsOf = (account: object) =>
    readConfig({ COUNTERSIGN_AWS_ACCOUNTS: JSON.stringify({ '111122223333': account }) }, '/').aws_accounts['111122223333']
  const one = { role_arn: 'arn:aws:iam::111122223333:role/countersign', external_id: 'x', scheduler_role_arn: null }
  expect(accountsOf(one)).toEqual({ ...one, act_role_arn: null, act_external_id: null })
  const two = { ...one, act_role_arn: 'arn:aws:iam::111122223333:role/act', act_external_id: 'y' }
  expect(accountsOf(two)).toEqual(two)
})
