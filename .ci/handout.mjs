// Opens an exported HTML page in headless Chromium, offline, and says what a reader would trip over.
//
//   NODE_PATH=DIR/node_modules node handout.mjs FILE.html WORD…
//
// DIR holds playwright-core and axe-core. Each WORD (or phrase) has to be in the printout.
// Exit status: 0 nothing found, 1 something found (one line each), 2 wrong usage.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url); // unlike `import`, it looks in NODE_PATH
const { chromium } = require('playwright-core');
const axeFile = require.resolve('axe-core/axe.min.js');
const run = promisify(execFile);

const SECOND = 1000;
const CHECK_DEADLINE = 60 * SECOND; // for each check
const ACTION_DEADLINE = 15 * SECOND; // for opening the page, and for one step in it
const CLICK_DEADLINE = 3 * SECOND; // for one click, and again for where it leads
const SAMPLE = 20; // links outside `nav` that are clicked
const FAILED_CLICKS = 5; // as many are enough
const KEPT_IN_PRINT = 0.95;
const NARROW = 320;

const [file, ...words] = process.argv.slice(2);
if (!file || words.length === 0) {
  console.error('usage: handout.mjs FILE.html WORD…');
  process.exit(2);
}
const url = pathToFileURL(resolve(file)).href;

let found = 0;
let stuck = false;
function finding(what) {
  found += 1;
  console.log(`FOUND ${what.replace(/\s+/g, ' ').trim()}`);
}

const firstLine = (error) => error.message.split('\n')[0];

// `body` reports what it finds and returns what to say if it finds nothing.
async function check(name, body) {
  const before = found;
  let late;
  const deadline = new Promise((_, reject) => {
    late = setTimeout(() => {
      stuck = true;
      reject(new Error(`not done after ${CHECK_DEADLINE / SECOND} s`));
    }, CHECK_DEADLINE);
  });
  try {
    const summary = await Promise.race([body(), deadline]);
    if (found === before) console.log(`ok    ${name}: ${summary}`);
  } catch (error) {
    finding(`${name}: ${firstLine(error)}`);
  } finally {
    clearTimeout(late);
  }
}

// Browsers, printers and PDF readers differ in case, spaces, hyphens, ligatures and where a line is broken.
function wordsOf(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[-\u2010-\u2015\u2212]\s*/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
}

function evenSample(list, size) {
  return list.length <= size ? list : Array.from({ length: size }, (_, i) => list[Math.floor((i * list.length) / size)]);
}

let browser;
let page;
const complaints = [];
const requests = new Set();

async function openPage(options) {
  const context = await browser.newContext({ offline: true, ...options });
  context.setDefaultTimeout(ACTION_DEADLINE);
  const opened = await context.newPage();
  opened.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    const { url: where, lineNumber, columnNumber } = message.location();
    complaints.push(`console: ${message.type()} at ${where}:${lineNumber + 1}:${columnNumber + 1}: ${message.text()}`);
  });
  opened.on('pageerror', (error) => complaints.push(`console: page error: ${error.stack ?? error}`));
  opened.on('request', (request) => {
    if (request.url().split('#')[0] !== url) requests.add(`${request.resourceType()} ${request.url()}`);
  });
  await opened.goto(url);
  return opened;
}

// From the source and not from the live page, so that nothing put in here counts and nothing taken out there is missed.
async function checkScripts() {
  const source = await readFile(file, 'utf8');
  const scripts = await page.evaluate(
    (html) =>
      [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')]
        .filter((e) => e.localName === 'script' || [...e.attributes].some((a) => a.name.startsWith('on')))
        .map((e) => e.outerHTML.slice(0, 120)),
    source,
  );
  for (const script of scripts) finding(`scripts: ${script}`);
  return 'none';
}

async function checkLinks() {
  const handles = await page.$$('a[href^="#"]');
  const links = await page.evaluate(
    (anchors) =>
      anchors.map((a) => {
        const link = { href: a.getAttribute('href'), text: a.textContent.slice(0, 60), inNav: a.closest('nav') !== null };
        try {
          link.id = decodeURIComponent(link.href.slice(1));
          link.targets = [...document.querySelectorAll('[id]')].filter((e) => e.id === link.id).length;
        } catch {
          link.targets = 0;
        }
        return link;
      }),
    handles,
  );
  links.forEach((link, i) => {
    link.handle = handles[i];
    link.name = `links: "${link.text}" (${link.href})`;
    if (link.targets === 0) finding(`${link.name}: no element has this id`);
    if (link.targets > 1) finding(`${link.name}: ${link.targets} elements have this id`);
  });
  const inNav = links.filter((link) => link.inNav);
  const clicked = [...inNav, ...evenSample(links.filter((link) => !link.inNav), SAMPLE)].filter((link) => link.targets === 1);
  const before = found;
  for (const link of clicked) {
    if (found - before === FAILED_CLICKS) {
      finding(`links: none clicked any more after ${FAILED_CLICKS} that failed`);
      break;
    }
    try {
      await page.evaluate(() => history.replaceState(null, '', location.pathname));
      await link.handle.click({ timeout: CLICK_DEADLINE });
    } catch (error) {
      finding(`${link.name}: cannot be clicked: ${firstLine(error)}`);
      continue;
    }
    const arrived = ([a, id]) => {
      const target = document.getElementById(id);
      const { top } = target.getBoundingClientRect();
      return location.hash === a.hash && target.getClientRects().length > 0 && top >= -1 && top < innerHeight;
    };
    const there = await page.waitForFunction(arrived, [link.handle, link.id], { timeout: CLICK_DEADLINE }).catch(() => null);
    if (!there) {
      const hash = await page.evaluate(() => location.hash);
      finding(`${link.name}: a click does not lead to the top of its target; the address ends in "${hash}"`);
    }
  }
  return `${links.length} within the page have their target; ${clicked.length} clicked, ${inNav.length} of them in nav`;
}

async function checkPrint() {
  const mainText = await page.evaluate(() => (document.querySelector('main') ?? document.body).innerText);
  const folder = await mkdtemp(join(tmpdir(), 'handout-'));
  let text;
  try {
    const pdf = join(folder, 'page.pdf');
    await writeFile(pdf, await page.pdf({ format: 'A4' }));
    text = (await run('pdftotext', ['-enc', 'UTF-8', pdf, '-'], { timeout: ACTION_DEADLINE, maxBuffer: 2 ** 26 })).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const printed = wordsOf(text);
  const printedText = printed.join(' ');
  for (const word of words) {
    const wanted = wordsOf(word).join(' ');
    if (!wanted || !printedText.includes(wanted)) finding(`print: "${word}" is not in the PDF`);
  }
  const copies = new Map();
  for (const word of printed) copies.set(word, (copies.get(word) ?? 0) + 1);
  const screen = wordsOf(mainText);
  const kept = screen.filter((word) => {
    const left = copies.get(word) ?? 0;
    copies.set(word, left - 1);
    return left > 0;
  });
  const share = `${((100 * kept.length) / screen.length).toFixed(1)} % of the ${screen.length} words of the main text`;
  if (screen.length === 0) finding('print: the main text is empty');
  else if (kept.length < KEPT_IN_PRINT * screen.length) {
    const lost = mainText.split('\n').filter((line) => !printedText.includes(wordsOf(line).join(' ')));
    finding(`print: the PDF has only ${share}; lost, among others: ${lost.slice(0, 3).map((line) => `"${line.slice(0, 60)}"`).join(', ')}`);
  }
  return `the PDF has ${share}, and ${words.map((word) => `"${word}"`).join(', ')}`;
}

async function checkAccess(colorScheme) {
  const axePage = await openPage({ colorScheme, bypassCSP: true }); // apart, as axe is put into it
  await axePage.addScriptTag({ path: axeFile });
  // Where a page paints no background axe takes it to be white; in the dark scheme it is not.
  await axePage.evaluate(() => {
    const bare = (e) => getComputedStyle(e).backgroundColor === 'rgba(0, 0, 0, 0)' && getComputedStyle(e).backgroundImage === 'none';
    if (bare(document.documentElement) && bare(document.body)) document.documentElement.style.backgroundColor = 'Canvas';
  });
  const { violations, passes } = await axePage.evaluate(() => axe.run({ preload: false }));
  await axePage.context().close();
  for (const { id, impact, help, nodes } of violations) {
    if (!['serious', 'critical'].includes(impact)) continue;
    const reason = nodes[0].failureSummary.split('\n').slice(1).join(' ');
    finding(`axe, ${colorScheme}: ${id} (${impact}): ${help}: ${nodes.length} times, first at ${nodes[0].target.flat().join(' ')}: ${reason}`);
  }
  return `nothing serious or critical; ${passes.length} rules passed`;
}

async function checkNarrow() {
  await page.setViewportSize({ width: NARROW, height: 640 });
  const { width, wide } = await page.evaluate((limit) => {
    const right = (e) => {
      const contents = document.createRange();
      contents.selectNodeContents(e);
      return Math.round(Math.max(e.getBoundingClientRect().right, contents.getBoundingClientRect().right));
    };
    const inOwnBox = (e) => e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || inOwnBox(e.parentElement));
    const wide = [...document.body.querySelectorAll('*')]
      .filter((e) => right(e) > limit && ![...e.children].some((child) => right(child) > limit) && !inOwnBox(e.parentElement))
      .map((e) => `<${e.localName}> up to ${right(e)} px: "${e.textContent.slice(0, 60)}"`);
    return { width: document.documentElement.scrollWidth, wide };
  }, NARROW);
  if (width > NARROW) {
    finding(`narrow: at ${NARROW} px the page is ${width} px wide; ${wide.length} elements stick out, such as ${wide.slice(0, 3).join(', ')}`);
  }
  return `no sideways scrolling at ${NARROW} px`;
}

await check('open', async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    timeout: 2 * ACTION_DEADLINE,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await openPage({ colorScheme: 'light' });
  return `${file} in Chromium ${browser.version()}`;
});
const checks = {
  scripts: checkScripts,
  links: checkLinks,
  print: checkPrint,
  'axe, light': () => checkAccess('light'),
  'axe, dark': () => checkAccess('dark'),
  narrow: checkNarrow,
};
for (const [name, body] of Object.entries(checks)) {
  if (page && !stuck) await check(name, body);
}
// Last, as any of the above may have stirred something up.
if (page) {
  await check('console', () => {
    new Set(complaints).forEach(finding);
    return 'no error and no warning';
  });
  await check('requests', () => {
    for (const request of requests) finding(`requests: ${request}`);
    return 'none but for the file itself';
  });
}

await Promise.race([browser?.close(), new Promise((done) => setTimeout(done, ACTION_DEADLINE))]);
process.exit(found === 0 ? 0 : 1); // ends a browser that did not close, too
