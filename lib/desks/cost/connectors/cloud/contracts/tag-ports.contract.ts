import { expect, it } from 'vitest'
import { type Contract, dry, live } from './given.contract'

/** What every implementation of the port of tags must do with a resource of another service than EC2, by its ARN. */
export const TAG_CONTRACTS = {
  tags(given) {
    it('adds, overwrites and removes the tags of a resource by its ARN, and leaves the others', async () => {
      const { port, place, id: arn } = await given()
      const before = await port.tags(place, arn)
      expect(before).toEqual({ env: 'dev' })
      expect(await port.tagged(place, [arn])).toEqual([{ arn, tags: before }])
      expect((await port.putTags(place, arn, { owner: 'mara' }, dry('a'))).status).toBe('would_succeed')
      expect(await port.tags(place, arn)).toEqual(before)
      expect((await port.putTags(place, arn, { owner: 'mara' }, live('b'))).status).toBe('done')
      expect(await port.tags(place, arn)).toEqual({ ...before, owner: 'mara' })
      expect((await port.putTags(place, arn, { owner: 'mara' }, live('c'))).status).toBe('noop')
      expect((await port.putTags(place, arn, { owner: 'tomas' }, live('d'))).status).toBe('done')
      expect((await port.deleteTags(place, arn, ['owner'], live('e'))).status).toBe('done')
      expect((await port.deleteTags(place, arn, ['owner'], live('f'))).status).toBe('noop')
      expect(await port.tags(place, arn)).toEqual(before)
      // A name without a region may be listed elsewhere: nothing is said of it.
      expect(await port.tagged(place, ['arn:aws:s3:::not-there'])).toEqual([])
    })
  },
} satisfies Record<string, Contract>
