import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { targetGroups } from './target-groups'

const stop = (id: string, change = 'is stopped') => ({ arn: `arn:aws:ec2:eu-west-1:210000000006:instance/${id}`, label: id.toUpperCase(), change })

describe('the targets of a plan as they are listed', () => {
  it('say once what is done to all of them, and where', () => {
    expect(targetGroups([stop('i-1'), stop('i-2')])).toEqual([
      {
        change: 'is stopped',
        place: 'arn:aws:ec2:eu-west-1:210000000006:instance/',
        members: [
          { arn: stop('i-1').arn, label: 'I-1', id: 'i-1' },
          { arn: stop('i-2').arn, label: 'I-2', id: 'i-2' },
        ],
      },
    ])
  })

  it('stand apart where something else is done to them, or in another place', () => {
    const elsewhere = { ...stop('i-3'), arn: 'arn:aws:s3:::a-bucket' }
    expect(targetGroups([stop('i-1'), stop('i-2', 'is tagged'), elsewhere]).map((g) => [g.change, g.place])).toEqual([
      ['is stopped', 'arn:aws:ec2:eu-west-1:210000000006:instance/'],
      ['is tagged', 'arn:aws:ec2:eu-west-1:210000000006:instance/'],
      ['is stopped', 'arn:aws:s3:::'],
    ])
  })

  it('are all there with every character of their ARN', () => {
    const target = fc.record({ arn: fc.string({ unit: fc.constantFrom('a', ':', '/', '-') }), label: fc.string(), change: fc.constantFrom('x', 'y') })
    fc.assert(
      fc.property(fc.array(target), (targets) => {
        const listed = targetGroups(targets).flatMap((g) => g.members.map((m) => `${g.change} ${m.label} ${g.place}${m.id}`))
        expect(listed.toSorted()).toEqual(targets.map((t) => `${t.change} ${t.label} ${t.arn}`).toSorted())
      }),
    )
  })
})
