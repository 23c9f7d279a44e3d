/** The same with a time-out. */
import fragile from './fragile.explore'
import { exploration } from 'gameday/explore'
import { shop } from './shop'

export default exploration(shop('50ms'), { ...fragile.written, runs: 20 })
