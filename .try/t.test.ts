import { test } from 'vitest'
import { expect } from 'gameday/vitest'
import { search, exploration } from 'gameday/explore'
import { testText } from '../src/explore/counterexample/test-text.ts'
import { shop } from '../specs/house/support/prelude.ts'
test('a', async () => {
  const e = exploration(shop, { for: '30s', store: false, runs: 200, holds: run => expect(run).toStayAvailable('50%'), declared: {as: 'shop', in: './shop.ts'} })
  const f = await search(e)
  console.log(testText(f.counterexample!, e))
})
