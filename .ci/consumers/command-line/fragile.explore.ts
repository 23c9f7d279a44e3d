/** What a user explores: TypeScript with an enum, which Node.js by itself does not read. */
import { expect } from 'gameday/expect'
import { exploration } from 'gameday/explore'
import { shop } from './shop'

enum Goal {
  Available = '95%',
}

export default exploration(shop(), {
  for: '10s',
  targets: ['db'],
  kinds: ['slow'],
  runs: 40,
  holds: run => expect(run).toStayAvailable(Goal.Available),
})
