/** Uploads pictures, has Lighthouse look at the page, prints the scores: node bench/lighthouse.mjs ADDRESS RUNS FOLDER */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The last release for Node 18 to 22.18. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const SAMPLES = 'src/main/resources/META-INF/resources/samples';
const PICTURES = 30;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const DEVICES = { phone: [], desktop: ['--preset=desktop'] };

const [page, runs, folder] = process.argv.slice(2);
if (!/^[1-9][0-9]?$/.test(runs)) throw new Error('RUNS is a whole number from 1 to 99');

async function json(path, options) {
  const response = await fetch(`${page}/${path}`, options);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** @returns {Promise<string>} the id of the picture */
async function upload(sample, name) {
  const { url, fields, imageId } = await json('uploads', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fileName: name, contentType: 'image/jpeg' }),
  });
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([readFileSync(join(SAMPLES, sample))], { type: 'image/jpeg' }), name);
  const sent = await fetch(url, { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`upload: ${sent.status} ${await sent.text()}`);
  return imageId;
}

async function untilDone() {
  const deadline = Date.now() + 120_000;
  while ((await json('counts')).byStatus.done < PICTURES) {
    if (Date.now() > deadline) throw new Error('the pictures are not done within two minutes');
    await new Promise((later) => setTimeout(later, 500));
  }
}

/** A busy machine now and then loses a trace: Lighthouse then says so, and is asked again. */
function report(address, device, tries = 3) {
  const file = join(folder, 'lighthouse.json');
  const asked = spawnSync('npx', [
    '--yes', LIGHTHOUSE, address, ...DEVICES[device], `--only-categories=${CATEGORIES}`, '--output=json',
    `--output-path=${file}`, '--quiet', '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
  ], { encoding: 'utf8' });
  if (asked.status === 0) return JSON.parse(readFileSync(file));
  if (tries === 1) throw new Error(`Lighthouse failed: ${asked.stderr}`);
  return report(address, device, tries - 1);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** What costs a score, each with the number of places. */
function findings({ audits, categories }) {
  const named = CATEGORIES.flatMap((category) => categories[category].auditRefs.filter(({ weight }) => weight > 0));
  return named
    .map(({ id }) => audits[id])
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ id, displayValue }) => (displayValue ? `${id} (${displayValue})` : id));
}

let picture;
for (let i = 0; i < PICTURES; i += 1)
  picture = await upload(['coffee.jpg', 'chelsea.jpg', 'camera.jpg'][i % 3], `picture-${i}.jpg`);
await untilDone();
const views = { gallery: `${page}/`, picture: `${page}/#/pictures/${picture}` };
console.log(`| view | device | ${CATEGORIES.join(' | ')} |`);
console.log(`|---|---|${'---:|'.repeat(CATEGORIES.length)}`);
const all = new Set();
for (const [view, address] of Object.entries(views))
  for (const device of Object.keys(DEVICES)) {
    const reports = Array.from({ length: Number(runs) }, () => report(address, device));
    reports.flatMap(findings).forEach((one) => all.add(`${view}, ${device}: ${one}`));
    const of = (category) => median(reports.map((report) => Math.round(report.categories[category].score * 100)));
    console.log(`| ${view} | ${device} | ${CATEGORIES.map(of).join(' | ')} |`);
  }
if (all.size > 0) console.log(['\nBelow 0.9 at least once:', ...all].join('\n'));
