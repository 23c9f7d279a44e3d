import { simulate } from 'gameday'
import { shop } from '../examples/shop/shop.ts'
let best=1e9; const all:number[]=[]
for (let k=0;k<60;k++) { const t=process.cpuUsage(); const r=simulate(shop,{for:'1m',seed:k%5}); const u=process.cpuUsage(t); const ms=(u.user+u.system)/1000; best=Math.min(best,ms); all.push(ms); if(k===0) console.log('words', r.recording.pages.words.length) }
all.sort((a,b)=>a-b); console.log(best, all[15], all[30])
