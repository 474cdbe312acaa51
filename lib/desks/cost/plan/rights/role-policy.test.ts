import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { READ_SESSION } from './read-session'
import { readPolicy, rolePolicy, trustPolicy } from './role-policy'

const TEMPLATES = Object.values(COST_ACTIONS)
const covers = (patterns: readonly string[], permission: string): boolean =>
  patterns.some((p) => p === permission || (p.endsWith('*') && permission.startsWith(p.slice(0, -1))))

describe('the policy to paste', () => {
  it('covers every permission that any template names, and a role that only reads holds none that changes', () => {
    for (const use of ['act', 'both'] as const) {
      const granted = rolePolicy(TEMPLATES, use).Statement.flatMap((s) => s.Action)
      for (const t of TEMPLATES) for (const p of t.permissions.filter((x) => !x.startsWith('k8s:'))) expect(covers(granted, p), `${t.id} needs ${p}`).toBe(true)
    }
    const [reads, asks, ...more] = rolePolicy(TEMPLATES, 'look').Statement
    expect(reads?.Action.filter((p) => !/:(?:Describe|Get|List|View)/.test(p))).toEqual([])
    expect(asks).toMatchObject({ Action: ['kms:CreateGrant'], Condition: { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['DescribeKey'] } } })
    expect([more, readPolicy(TEMPLATES).Statement]).toEqual([[], [reads]])
  })

  it('grows with nothing but the templates that are given', () => {
    const few = rolePolicy(
      TEMPLATES.filter((t) => t.id === 'ebs_gp2_to_gp3'),
      'act',
    ).Statement.at(-1)
    expect(few?.Action).toContain('ec2:ModifyVolume')
    expect(few?.Action).not.toContain('ec2:StopInstances')
  })

  it('names what services do in the name of the role: open disks, write tags, make the snapshot before a stop', () => {
    const [, acts, ...limited] = rolePolicy(TEMPLATES, 'act').Statement
    expect(acts?.Action).toEqual(
      expect.arrayContaining(['rds:CreateDBSnapshot', 'tag:TagResources', 'tag:UntagResources', 'rds:AddTagsToResource', 's3:PutBucketTagging']),
    )
    expect(acts?.Action).toEqual(expect.arrayContaining(['rds:StopDBCluster', 'rds:StartDBCluster', 'budgets:ModifyBudget']))
    const through = { 'kms:ViaService': 'ec2.*.amazonaws.com' }
    expect(limited.map(({ Sid, Action, Condition }) => [Sid, Action, Condition])).toEqual([
      ['CountersignOpensDisks', ['kms:CreateGrant'], { StringLike: through, Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
      ['CountersignAsksKeys', ['kms:CreateGrant'], { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['DescribeKey'] } }],
      ['CountersignCopiesDisks', expect.arrayContaining(['kms:Decrypt']), { StringLike: through }],
    ])
    expect(acts?.Action.filter((a) => a.startsWith('kms:'))).toEqual([])
  })

  it('fits a session of whoever only looks', () => expect(READ_SESSION.policyOf().length).toBeLessThanOrEqual(2048))

  it('lets each role be taken on for one tenant only, and by whom it is for', () => {
    const trusted = (use: 'look' | 'act') => JSON.stringify(trustPolicy('countersign-1', use))
    expect(trusted('look')).toContain('"sts:ExternalId":"countersign-1"')
    expect(trusted('act')).toContain('"sts:ExternalId":"countersign-1"')
    expect(trusted('act')).toContain('EXECUTION_WORKER')
    expect(trusted('look')).not.toContain('EXECUTION_WORKER')
  })
})
