import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { queryWarehouse } from '@/lib/warehouse/duck'
import { withinPlace } from './place-sql'

testDatabase()

const LINES = `(values ('a', 'EC2', 'ml', 'dev', 'run'), ('b', 'EC2', 'data', 'dev', 'run'), ('c', 'S3', 'ml', 'prod', 'run'), ('a', 'S3', 'web', 'prod', 'tax'))
  t(SubAccountId, ServiceName, x_Owner, x_Environment, x_Series)`

const found = async (filter: Partial<Parameters<typeof withinPlace>[0]>): Promise<string[]> => {
  const { where, values } = withinPlace({ scope: {}, except: [], environment: null, charge: null, ...filter })
  const rows = await queryWarehouse<{ line: string }>(`select SubAccountId || ' ' || ServiceName as line from ${LINES} where ${where} order by line`, values)
  return rows.map((r) => r.line)
}

it('counts every line of several places of one kind, and of no other', async () => {
  expect(
    await found({
      any_of: [
        { key: 'sub_account_id', value: 'a' },
        { key: 'sub_account_id', value: 'c' },
      ],
    }),
  ).toEqual(['a EC2', 'a S3', 'c S3'])
})

it('asks several kinds of each line at once, beside what the scope asks', async () => {
  const any_of = [
    { key: 'sub_account_id', value: 'a' },
    { key: 'sub_account_id', value: 'b' },
    { key: 'owner', value: 'ml' },
    { key: 'owner', value: 'data' },
  ] as const
  expect(await found({ any_of, scope: { service_name: 'EC2' } })).toEqual(['a EC2', 'b EC2'])
  expect(await found({ any_of, charge: 'tax' })).toEqual([])
})

it('takes a name as a value and never as SQL', async () => {
  expect(
    await found({
      any_of: [
        { key: 'owner', value: "ml') or ('1' = '1" },
        { key: 'owner', value: 'x' },
      ],
    }),
  ).toEqual([])
})
