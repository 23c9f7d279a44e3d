import { test } from 'vitest'
import { expect } from 'gameday/vitest'
import { search, explore } from 'gameday/explore'
import { shop } from '../specs/house/support/prelude.ts'
test('a', async () => {
  const t = performance.now()
  const f = await search(shop, { for: '30s', runs: 200, holds: run => expect(run).toStayAvailable('50%') })
  console.log(performance.now() - t)
  await explore(shop, { for: '30s', runs: 200, holds: run => expect(run).toStayAvailable('50%') }).catch(e => console.log(e.message))
  console.log(JSON.stringify(f.counterexample, null, 1).slice(0, 6000))
  await explore(shop, { for: '30s', time: '100ms', holds: run => expect(run).toStayAvailable('5%') }).then(f => console.log(f.ending, f.of, f.totals.trials)).catch(e => console.log(e.message))
  await explore(shop, { for: '30s', time: '100ms', runs: 1000, holds: run => expect(run).toStayAvailable('5%') }).catch(e => console.log(e.message))
  await explore(shop, { for: '30s', holds: run => expect(run).toStayAvailable('100%') }).catch(e => console.log(e.message))
})
