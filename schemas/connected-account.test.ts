import { expect, it } from 'vitest'
import { ConnectedAccount } from '@/schemas/connectors'

const role = (name: string, account_id = '210000000003') => `arn:aws:iam::${account_id}:role/${name}`
const ONE = { account_id: '210000000003', name: 'data', role_arn: role('look'), scheduler_role_arn: null, regions: [], owner: null }
const whyNot = (account: object): string | undefined => ConnectedAccount.safeParse(account).error?.issues[0]?.message

it('reads an account that was stored before it could have two roles', () => expect(ConnectedAccount.parse(ONE).act_role_arn).toBeNull())

it('takes a role that acts only if it is another one, of the same account', () => {
  expect(whyNot({ ...ONE, act_role_arn: role('act') })).toBeUndefined()
  expect(whyNot({ ...ONE, act_role_arn: role('look') })).toContain('is the role that looks')
  expect(whyNot({ ...ONE, act_role_arn: role('act', '999988887777') })).toBe('is a role of another account')
})
