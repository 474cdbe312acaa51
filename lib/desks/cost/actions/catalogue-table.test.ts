import { describe, expect, it } from 'vitest'
import { CATALOGUE_TABLE, type CatalogueKind } from '@/lib/desks/cost/fixtures/catalogue-table'
import { CommandName } from '@/schemas/command'
import { JOBS } from '@/schemas/job'
import { ScheduleName } from '@/schemas/schedule'
import { CARRIED_OUT, COST_ACTIONS } from './catalogue'
import { changeText, PROPOSAL_TEMPLATES } from './change-text'
import { EFFECTS } from './effects'

const of = (kind: CatalogueKind): string[] =>
  CATALOGUE_TABLE.filter((r) => r.kind === kind)
    .map((r) => r.id)
    .sort()
const PLACE = { account_id: '111122223333', region_id: 'eu-west-1' }

describe('the catalogue', () => {
  it('has 26 entries with names of their own', () => {
    expect(new Set(CATALOGUE_TABLE.map((r) => r.id)).size).toBe(26)
  })
  it('has a template for every action and no other', () =>
    expect(of('action'), 'write each action into lib/desks/cost/fixtures/catalogue-table.ts').toEqual(Object.keys(COST_ACTIONS).sort()))
  it('keeps former versions by their number, each of a template that it has', () => {
    const former = Object.entries(CARRIED_OUT).filter(([id]) => id.includes('@'))
    expect(former.map(([id]) => id)).toEqual([
      's3_lifecycle_transition@2',
      'ebs_delete_unattached@2',
      'stop_rds@1',
      'rightsize_ec2@1',
      'rightsize_rds@1',
      'adjust_budget_alarm@1',
      'ebs_gp2_to_gp3@1',
    ])
    for (const [id, t] of former) {
      expect(id).toBe(`${t.id}@${t.version}`)
      expect(COST_ACTIONS[t.id]?.version).toBeGreaterThan(t.version)
    }
  })
  it('has a text for every proposal and no other', () => expect(of('proposal')).toEqual([...PROPOSAL_TEMPLATES].sort()))
  it('has one place that carries out every effect, and no other', () => {
    expect(of('effect')).toEqual(Object.keys(EFFECTS).sort())
    for (const { by, back } of Object.values(EFFECTS))
      for (const x of [by, ...(back === null ? [] : [back])])
        expect(
          'job' in x ? x.job in JOBS : 'command' in x ? CommandName.options.includes(x.command) : ScheduleName.options.includes(x.schedule),
          JSON.stringify(x),
        ).toBe(true)
  })
  it('says the same class and risk as the effects', () => {
    for (const { id, reversibility, base_risk } of CATALOGUE_TABLE.filter((r) => r.kind === 'effect'))
      expect(EFFECTS[id]).toMatchObject({ reversibility, base_risk })
  })
  it('says the same class and risk as the templates', () => {
    for (const { id, reversibility, base_risk } of CATALOGUE_TABLE.filter((r) => r.kind === 'action'))
      expect({ id, reversibility: COST_ACTIONS[id]?.reversibility, base_risk: COST_ACTIONS[id]?.base_risk }).toEqual({ id, reversibility, base_risk })
  })
})

describe('a proposal', () => {
  it('says the exact command and how to take it back', () => {
    expect(changeText('nat_to_endpoint', { ...PLACE, vpc_id: 'vpc-0a', service: 's3', route_table_ids: ['rtb-0a', 'rtb-0b'] })).toMatchObject({
      commands: [
        'aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-0a --vpc-endpoint-type Gateway --service-name com.amazonaws.eu-west-1.s3 --route-table-ids rtb-0a rtb-0b',
      ],
      undo: ['aws ec2 delete-vpc-endpoints --region eu-west-1 --vpc-endpoint-ids ENDPOINT_ID_FROM_THE_ANSWER'],
    })
  })
  it('lets nothing into a command line that is not an id', () => {
    const bad = { ...PLACE, nat_gateway_id: 'nat-0a; rm -rf /', subnet_id: 'subnet-0a', allocation_id: 'eipalloc-0a' }
    expect(() => changeText('nat_delete_idle', bad)).toThrow('nat_gateway_id: must be an id such as')
  })
})
