// What `allure generate` does, without its command line: that one loads all of its twenty-four commands first.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [cli, settings] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(path));
const { AllureReport, resolveConfig } = await load(createRequire(cli).resolve("@allurereport/core"));
const { default: config } = await load(settings);
const report = new AllureReport(await resolveConfig(config));
await report.start();
for (const folder of config.resultsDir) await report.readDirectory(folder);
await report.done();
