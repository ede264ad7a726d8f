"use strict";
exports.id = 305;
exports.ids = [305];
exports.modules = {
  /***/
  34305: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.r(__webpack_exports__);
      __webpack_require__.d(__webpack_exports__, {
        deliver: () => (
          /* reexport */
          deliver
        ),
        incidentKey: () => (
          /* reexport */
          incidentKey
        ),
        incidentOf: () => (
          /* reexport */
          incidentOf
        ),
        logsLink: () => (
          /* reexport */
          logsLink
        ),
        messageOf: () => (
          /* reexport */
          messageOf
        ),
        parseWebhook: () => (
          /* reexport */
          parseWebhook
        ),
        recoveryOf: () => (
          /* reexport */
          recoveryOf
        ),
        setbackInWords: () => (
          /* reexport */
          setbackInWords
        )
      });
      var runner = __webpack_require__(92558);
      ;
      function logsLink({ project, service, region, revision, from, to }) {
        const query = [
          'resource.type="cloud_run_revision"',
          `resource.labels.service_name=${JSON.stringify(service)}`,
          `resource.labels.location=${JSON.stringify(region)}`,
          `resource.labels.revision_name=${JSON.stringify(revision)}`
        ].join("\n");
        const range = `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
        return `https://console.cloud.google.com/logs/query;query=${encoded(query)};timeRange=${encoded(range)}?project=${encoded(project)}`;
      }
      const encoded = (text) => encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
      ;
      const incidentKey = ({ project, service }) => `rollback/${project}/${service}`;
      function setbackInWords({ service, regions }) {
        const of = (result) => regions.filter((each) => each.result === result).map(({ region }) => region).join(", ");
        const [back, failed, raised] = [of("rolled-back"), of("failed"), of("raised")];
        if (raised !== "" && back === "" && failed === "")
          return `${service} serves a candidate in ${raised} that somebody else gave the traffic to`;
        if (failed === "")
          return `${service} was brought back in ${back}`;
        return back === "" ? `${service} could not be brought back in ${failed}` : `${service} was brought back in ${back}, but not in ${failed}`;
      }
      const utc = (time) => new Date(time).toISOString().slice(0, 19).replace("T", " ");
      ;
      const TEMPLATE = [
        ["What visitors noticed", "Who was affected, how, and for how long?"],
        ["What happened", "The steps with their times in UTC: merged, deployed, noticed, brought back."],
        ["Root cause", "Not who, but what: which change, and why it had this effect."],
        ["Why nothing found it earlier", "Which test, check or step of the rollout could have?"],
        ["What changes", "Each with an owner and a date."]
      ];
      const LONGEST_REASON = 2e3;
      const LONGEST_FAULT = 300;
      const LONGEST_NAME = 63;
      const MOST_ROWS = 20;
      const MOST_DETAILS = 10;
      const cut = (text, longest) => text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
      const FAULTS = {
        "rolled-back": "was brought back, but is not well",
        unchanged: "is where it was, but is not well",
        failed: "could not be brought back",
        raised: "was given more traffic by somebody else, and is not well"
      };
      const CONSOLE = "https://console.cloud.google.com/";
      const AROUND = 6e5;
      function incidentOf(setback) {
        const facts = factsOf(setback);
        const template = new runner.yE();
        for (const [heading, hint] of TEMPLATE)
          template.heading(heading, 3).paragraph(`(${hint})`);
        return {
          key: incidentKey(setback),
          title: setbackInWords(setback),
          body: `${facts}

${template.toString()}`,
          update: facts,
          labels: ["incident"]
        };
      }
      function recoveryOf({ revision, run, now }) {
        const word = new runner.yE();
        word.paragraph(`The revision ${revision} has all the traffic since ${utc(now)} UTC, after a rollout that was judged good.`);
        if (run !== "")
          word.link("The run that deployed it", run);
        return word.toString();
      }
      function factsOf(setback) {
        const { regions, reason, run, now, nextUpdate, owner } = setback;
        const page = new runner.yE();
        page.paragraph(`${setbackInWords(setback)}, as of ${utc(now)} UTC.`);
        page.paragraph(`Why: ${cut(reason, LONGEST_REASON)}`);
        page.table(["Region", "Result", "Lost its traffic", "Has the traffic", "Restored (UTC)"], regions.slice(0, MOST_ROWS).map(({ region, result, bad, good, restoredAt }) => [
          region,
          result,
          cut(bad, LONGEST_NAME) || "not known",
          cut(good, LONGEST_NAME) || "not known",
          restoredAt === void 0 ? "–" : utc(restoredAt)
        ]));
        for (const region of regions.slice(0, MOST_DETAILS))
          addRegion(page, region, setback);
        if (run !== "")
          page.link("The run that brought it back", run);
        page.paragraph(`Next update due: ${utc(nextUpdate)} UTC.`);
        const mention = owner === void 0 ? "" : `

Owner: @${owner.replace(/^@/, "")}`;
        return `${page.toString()}${mention}`;
      }
      function addRegion(page, region, { project, service, now }) {
        const { numbers, bad, fault, logUri = "" } = region;
        if (fault !== void 0)
          page.paragraph(`${region.region} ${FAULTS[region.result]}: ${cut(fault, LONGEST_FAULT)}`);
        const isBack = region.result !== "raised";
        if (numbers && numbers.candidate.requests > 0)
          addNumbers(page, region.region, numbers, isBack ? "the revision that was brought back" : "the candidate");
        if (bad === "")
          return;
        const name = cut(bad, LONGEST_NAME);
        const [from, to] = [(region.since ?? now) - AROUND, (region.restoredAt ?? now) + AROUND];
        page.link(`What ${name} logged in ${region.region}${isBack ? " until it was brought back" : ""}`, logsLink({ project, service, region: region.region, revision: name, from, to }));
        if (logUri.startsWith(CONSOLE))
          page.link(`The whole log of ${name}`, logUri);
      }
      function addNumbers(page, region, { candidate, stable, compared, candidateSlower }, who) {
        const row = (name, { requests, failures }) => [
          name,
          String(requests),
          String(failures),
          requests === 0 ? "–" : `${Number((failures / requests * 100).toPrecision(2))} %`
        ];
        page.paragraph(`The numbers of the rollout in ${region}:`);
        page.table(["", "Requests", "Failed", "Rate"], [row(who, candidate), row("the one beside it", stable)]);
        if (compared > 0)
          page.paragraph(`It was the slower one in ${candidateSlower} of ${compared} pairs of requests.`);
      }
      ;
      const LONGEST_HEADER = 150;
      const LONGEST_SECTION = 3e3;
      const MOST_REGIONS = 40;
      function messageOf(setback, links = {}) {
        const { reason, regions, run, now, nextUpdate, owner } = setback;
        const words = setbackInWords(setback);
        const whose = owner === void 0 ? "" : ` Owner: ${owner.replace(/^@/, "")}.`;
        return {
          text: inert(`${words}. ${reason}`, LONGEST_SECTION),
          blocks: [
            { type: "header", text: plain(words, LONGEST_HEADER) },
            { type: "section", text: plain(`Why: ${reason}`, LONGEST_SECTION) },
            ...regions.slice(0, MOST_REGIONS).map((region) => ({ type: "section", text: plain(regionInWords(region), LONGEST_SECTION) })),
            ...linkBlock([
              ["The run", run],
              ["The incident", links.issue ?? ""]
            ]),
            {
              type: "context",
              elements: [
                plain(`${utc(now)} UTC. Next update due ${utc(nextUpdate)} UTC.${whose}`, LONGEST_SECTION)
              ]
            }
          ]
        };
      }
      function regionInWords({ region, result, bad, good, fault }) {
        if (result === "rolled-back")
          return `${region}: from ${bad} back to ${good}.${fault === void 0 ? "" : ` ${fault}`}`;
        if (result === "unchanged")
          return `${region}: nothing to bring back, ${good} serves.`;
        if (result === "raised")
          return `${region}: somebody else gave ${bad} its traffic; ${good} served before.`;
        return `${region}: NOT brought back. ${fault ?? ""}`.trim();
      }
      function linkBlock(links) {
        const sound = links.flatMap(([words, url]) => {
          const address = URL.parse(url);
          if (address === null || !["http:", "https:"].includes(address.protocol))
            return [];
          const bare = address.href.replaceAll("|", "%7C").replaceAll("<", "%3C").replaceAll(">", "%3E");
          return [`<${bare.replaceAll("&", "&amp;")}|${words}>`];
        });
        if (sound.length === 0)
          return [];
        return [{ type: "section", text: { type: "mrkdwn", text: sound.join("  ·  "), verbatim: true } }];
      }
      const plain = (text, longest) => ({
        type: "plain_text",
        text: message_cut(withoutMentions(text), longest) || "–",
        emoji: false
      });
      const inert = (text, longest) => message_cut(withoutMentions(text), longest / 6).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      const withoutMentions = (text) => text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ").replaceAll("@", "@​");
      const message_cut = (text, longest) => text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
      var undici = __webpack_require__(46752);
      var backoff = __webpack_require__(1027);
      ;
      const TIMEOUT = 1e4;
      function parseWebhook(text) {
        const url = URL.parse(text);
        const isLocal = url !== null && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url.hostname);
        if (url?.protocol === "https:" || url?.protocol === "http:" && isLocal)
          return url;
        return new runner.P_("It is not an https address.", "Give the address that the webhook was given, from a secret.");
      }
      async function deliver(url, message, patience) {
        const agent = new undici.Agent();
        try {
          for (let tried = 1; ; tried += 1) {
            const answer = await post(url, message, agent, patience.signal);
            if (answer.status >= 200 && answer.status < 300)
              return;
            if (!mayPass(answer.status) || tried >= patience.tries)
              throw refused(answer);
            await patience.clock.sleep((0, backoff.JN)(tried, patience.random, answer.retryAfter), patience.signal);
          }
        } finally {
          await agent.close();
        }
      }
      async function post(url, message, agent, signal) {
        try {
          const { statusCode, headers, body } = await (0, undici.request)(url, {
            method: "POST",
            dispatcher: agent,
            headers: { "content-type": "application/json; charset=utf-8", "user-agent": "sluice" },
            body: JSON.stringify(message),
            headersTimeout: TIMEOUT,
            bodyTimeout: TIMEOUT,
            signal
          });
          const text = await body.text();
          const seconds = Number(headers["retry-after"]);
          return {
            status: statusCode,
            retryAfter: seconds > 0 ? seconds : 0,
            word: /^[a-z_]{2,40}$/.exec(text.trim())?.[0] ?? ""
          };
        } catch {
          signal.throwIfAborted();
          return { status: 0, retryAfter: 0, word: "" };
        }
      }
      const mayPass = (status) => status === 0 || (0, backoff.Dm)(status);
      function refused({ status, word }) {
        const said = status === 0 ? "did not answer" : `answered ${status}${word === "" ? "" : ` (${word})`}`;
        return new runner.yo(`The webhook of \`notify-url\` ${said}; nobody was told through it.`, {
          remedy: status === 0 || mayPass(status) ? "Look whether its host can be reached from the runner." : "Make the webhook anew where it was made, and put its address into the secret."
        });
      }
      ;
    })
  )
};
;
