import { silentOptions } from './specs/house/rules/hovers.ts'
const d=process.cwd()+'/dist'
const f = silentOptions(['src/index','matchers/vitest','src/explore/index','src/policies/index','matchers/index','matchers/jest','matchers/expect'].map(x=>`${d}/${x}.d.ts`), d)
console.log(f.length); console.log(f.map(x=>x.split(' shows')[0]).join('\n'))
