"use strict";
exports.id = 819;
exports.ids = [819];
exports.modules = {
  /***/
  97819: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.r(__webpack_exports__);
      __webpack_require__.d(__webpack_exports__, {
        attachAsset: () => (
          /* reexport */
          attachAsset
        ),
        claimAsset: () => (
          /* reexport */
          claimAsset
        ),
        closeIncident: () => (
          /* reexport */
          closeIncident
        ),
        commitOfTag: () => (
          /* reexport */
          commitOfTag
        ),
        connectGitHub: () => (
          /* reexport */
          connectGitHub
        ),
        createOrGetRelease: () => (
          /* reexport */
          createOrGetRelease
        ),
        deleteAsset: () => (
          /* reexport */
          deleteAsset
        ),
        explained: () => (
          /* reexport */
          explained
        ),
        findDeploymentOfRun: () => (
          /* reexport */
          findDeploymentOfRun
        ),
        findRecord: () => (
          /* reexport */
          findRecord
        ),
        listAssets: () => (
          /* reexport */
          listAssets
        ),
        openOrUpdateIncident: () => (
          /* reexport */
          openOrUpdateIncident
        ),
        publishRelease: () => (
          /* reexport */
          publishRelease
        ),
        readAsset: () => (
          /* reexport */
          readAsset
        ),
        readProtection: () => (
          /* reexport */
          readProtection
        ),
        releaseOfTag: () => (
          /* reexport */
          releaseOfTag
        ),
        renameAsset: () => (
          /* reexport */
          renameAsset
        ),
        reportDeployment: () => (
          /* reexport */
          reportDeployment
        ),
        startDeployment: () => (
          /* reexport */
          startDeployment
        ),
        startRecord: () => (
          /* reexport */
          startRecord
        ),
        upsertComment: () => (
          /* reexport */
          upsertComment
        )
      });
      var external_node_crypto_ = __webpack_require__(77598);
      var runner = __webpack_require__(92558);
      ;
      const secondaryWait = 6e4;
      function isHttpError(error) {
        return error instanceof Error && error.name === "HttpError" && "status" in error;
      }
      function statusOf(error) {
        return isHttpError(error) ? error.status : void 0;
      }
      function faultOf(error, now) {
        if (!isHttpError(error))
          return { kind: "final" };
        const limit = limitOf(error, now);
        if (limit !== void 0)
          return { kind: "limited", waitMilliseconds: limit };
        return error.status >= 500 && error.status !== 501 ? { kind: "unanswered" } : { kind: "final" };
      }
      function limitOf(error, now) {
        if (error.status !== 403 && error.status !== 429)
          return void 0;
        const header = (name) => Number(error.response?.headers[name] ?? Number.NaN);
        const retryAfter = header("retry-after");
        if (retryAfter >= 0)
          return retryAfter * 1e3;
        if (header("x-ratelimit-remaining") === 0)
          return Math.max(0, header("x-ratelimit-reset") * 1e3 - now) || secondaryWait;
        return error.status === 429 || /secondary rate limit/i.test(error.message) ? secondaryWait : void 0;
      }
      ;
      function explained(error, what) {
        if (!isHttpError(error))
          return error;
        const remedy = remedyOf(error);
        const message = `${what} failed: ${firstLine(error.message)}`;
        return remedy === void 0 ? error : new runner.yo(message, { remedy, cause: error });
      }
      async function explaining(what, calls) {
        try {
          return await calls();
        } catch (error) {
          throw explained(error, what);
        }
      }
      function remedyOf(error) {
        if (faultOf(error, 0).kind === "limited")
          return limitRemedy(error);
        if (error.status === 401)
          return "The token is wrong or has expired: use `${{ github.token }}` of the job that runs this step.";
        if (error.status === 403)
          return permissionRemedy(error);
        if (error.status === 404)
          return 'Check the name, and that the token belongs to this repository: GitHub answers "Not Found" where it may not be read.';
        if (error.status === 422)
          return "Correct what the message names; nothing was written.";
        if (error.status >= 500)
          return "GitHub failed or could not be reached, again and again: run this again; https://www.githubstatus.com tells more.";
        return void 0;
      }
      function limitRemedy({ response }) {
        const reset = Number(response?.headers["x-ratelimit-reset"] ?? Number.NaN);
        const when = Number.isFinite(reset) ? `after ${new Date(reset * 1e3).toISOString()}` : "in some minutes";
        return `GitHub's rate limit is used up: run this again ${when}.`;
      }
      function permissionRemedy({ response }) {
        const accepted = String(response?.headers["x-accepted-github-permissions"] ?? "");
        const [first = ""] = accepted.split(";");
        const lines = first.split(",").map((permission) => /^ *(\w+)=(read|write) *$/.exec(permission)).flatMap((match) => match ? [`${(match[1] ?? "").replaceAll("_", "-")}: ${match[2] ?? ""}`] : []);
        if (lines.length === 0)
          return "Give the job the permission that this call needs, under `permissions:`.";
        return `Add \`${lines.join("` and `")}\` to the \`permissions:\` of the job that runs this step, and of every job that calls its workflow.`;
      }
      function firstLine(message) {
        return (message.split("\n")[0] ?? "").replace(/ - https:\/\/docs\.github\.com\S*$/, "");
      }
      var backoff = __webpack_require__(1027);
      ;
      const longestWait = 12e4;
      async function untilAnswered(call, patience) {
        return attempt(call, patience, () => Promise.resolve(void 0));
      }
      async function writeOnce(write, find, patience) {
        return attempt(write, patience, (fault) => fault.kind === "unanswered" ? untilAnswered(find, patience) : Promise.resolve(void 0));
      }
      async function attempt(call, patience, afterFault) {
        for (let tried = 1; ; tried += 1) {
          try {
            return await call();
          } catch (error) {
            const fault = faultOf(error, patience.clock.now());
            const wait = waitAfter(fault, tried, patience.random);
            if (fault.kind === "final" || tried >= patience.tries || wait > longestWait)
              throw error;
            await patience.clock.sleep(wait, patience.signal);
            const done = await afterFault(fault);
            if (done !== void 0)
              return done;
          }
        }
      }
      function waitAfter(fault, tried, random) {
        const asked = fault.kind === "limited" ? fault.waitMilliseconds : 0;
        return Math.max((0, backoff.JN)(tried, random), asked);
      }
      ;
      async function attachAsset(github2, release, file) {
        const { patience } = github2;
        return explaining(`Attaching ${file.name} to the release ${release.tag}`, async () => {
          const find = async () => (await allAssets(github2, release.id)).find(({ name }) => name === file.name);
          const there = await untilAnswered(find, patience);
          if (there)
            return sameFile(there, file, release.tag).browser_download_url;
          return (await writeOnce(await uploadOf(github2, release, file), find, patience)).browser_download_url;
        });
      }
      function sameFile(asset, file, tag) {
        const { name, digest, size } = asset;
        if (digest === null ? size === file.bytes.length : digest === digestOf(file))
          return asset;
        throw new runner.yo(`The release ${tag} has another file ${name}, of ${digest ?? `${size} bytes`}.`, {
          remedy: "Release under a new version: what others may have downloaded must not change."
        });
      }
      async function claimAsset(github2, release, file) {
        const digest = digestOf(file);
        const find = async () => (await allAssets(github2, release.id)).find((each) => each.name === file.name && each.digest === digest);
        try {
          return assetOf(await writeOnce(await uploadOf(github2, release, file), find, github2.patience));
        } catch (error) {
          if (isTaken(error))
            return void 0;
          throw error;
        }
      }
      async function uploadOf({ octokit, owner, repo, patience }, { id }, { name, bytes, contentType }) {
        const release = () => octokit.rest.repos.getRelease({ owner, repo, release_id: id });
        const { upload_url: url } = (await untilAnswered(release, patience)).data;
        return async () => {
          const headers = { "content-type": contentType };
          const answer = await octokit.request(`POST ${url}`, { name, headers, data: bytes });
          return answer.data;
        };
      }
      const digestOf = ({ bytes }) => `sha256:${(0, external_node_crypto_.createHash)("sha256").update(bytes).digest("hex")}`;
      const allAssets = ({ octokit, owner, repo }, releaseId) => octokit.paginate(octokit.rest.repos.listReleaseAssets, {
        ...{ owner, repo, release_id: releaseId, per_page: 100 }
      });
      const assetOf = ({ id, name, size, digest, created_at }) => ({
        ...{ id, name, size, digest },
        created: Date.parse(created_at)
      });
      async function listAssets(github2, releaseId) {
        return (await untilAnswered(() => allAssets(github2, releaseId), github2.patience)).map(assetOf);
      }
      async function readAsset({ octokit, owner, repo, patience }, assetId) {
        const read = async () => {
          const headers = { accept: "application/octet-stream" };
          const request = { parseSuccessResponseBody: false };
          const asset = { owner, repo, asset_id: assetId, headers, request };
          const body = (await octokit.rest.repos.getReleaseAsset(asset)).data;
          if (!(body instanceof ReadableStream))
            throw new TypeError("Octokit has parsed a file that it was told to leave.");
          return Buffer.from(await new Response(body).arrayBuffer());
        };
        return unlessGone(() => untilAnswered(read, patience));
      }
      async function renameAsset({ octokit, owner, repo, patience }, assetId, name) {
        const rename = () => octokit.rest.repos.updateReleaseAsset({ owner, repo, asset_id: assetId, name });
        try {
          return await unlessGone(() => untilAnswered(rename, patience)) !== void 0;
        } catch (error) {
          if (isTaken(error))
            return false;
          throw error;
        }
      }
      async function deleteAsset({ octokit, owner, repo, patience }, assetId) {
        const remove = () => octokit.rest.repos.deleteReleaseAsset({ owner, repo, asset_id: assetId });
        await unlessGone(() => untilAnswered(remove, patience));
      }
      const isTaken = (error) => statusOf(error) === 422 && error instanceof Error && error.message.includes("already_exists");
      async function unlessGone(call) {
        try {
          return await call();
        } catch (error) {
          if (statusOf(error) === 404)
            return void 0;
          throw error;
        }
      }
      ;
      function markerOf(key) {
        return `<!-- sluice:${key.replaceAll(/[^\w./:@]+/g, "-")} -->`;
      }
      function isOurs({ body, user }, marker) {
        return user?.type === "Bot" && (body ?? "").startsWith(marker);
      }
      ;
      async function upsertComment(github2, request) {
        const { octokit, owner, repo, patience } = github2;
        const marker = markerOf(request.key);
        const body = `${marker}
${request.body}`;
        return explaining(`Commenting on #${request.issue}`, async () => {
          const find = () => findComment(github2, request.issue, marker);
          const found = await untilAnswered(find, patience);
          if (found?.body === body)
            return { id: found.id, url: found.html_url, outcome: "unchanged" };
          if (found) {
            const update = () => octokit.rest.issues.updateComment({ owner, repo, comment_id: found.id, body });
            const { data: data2 } = await untilAnswered(update, patience);
            return { id: data2.id, url: data2.html_url, outcome: "updated" };
          }
          const create = async () => (await octokit.rest.issues.createComment({ owner, repo, issue_number: request.issue, body })).data;
          const data = await writeOnce(create, find, patience);
          return { id: data.id, url: data.html_url, outcome: "created" };
        });
      }
      async function findComment({ octokit, owner, repo }, issue, marker) {
        const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
          ...{ owner, repo },
          issue_number: issue,
          per_page: 100
        });
        for await (const { data } of pages) {
          const found = data.find((comment) => isOurs(comment, marker));
          if (found)
            return found;
        }
        return void 0;
      }
      var github = __webpack_require__(92413);
      ;
      function connectGitHub({ token, repository, apiUrl, patience }) {
        const [owner = "", repo = "", ...rest] = repository.split("/");
        if (owner === "" || repo === "" || rest.length > 0)
          throw new runner.yo(`"${repository}" is not a repository of the form owner/name.`, {
            remedy: "Name the repository as owner/name."
          });
        if (token === "")
          throw new runner.yo("There is no token for GitHub.", {
            remedy: "Give the step `github-token: ${{ github.token }}`."
          });
        const octokit = (0, github.Q)(token, apiUrl === void 0 ? {} : { baseUrl: apiUrl });
        octokit.hook.before("request", (options) => {
          options.request = { ...options.request, signal: patience.signal };
        });
        return { octokit, owner, repo, patience };
      }
      ;
      async function startDeployment(github2, request) {
        const { octokit, owner, repo, patience } = github2;
        const { sha, environment, runUrl } = request;
        return explaining(`Recording a deployment to ${environment}`, async () => {
          const find = () => findDeployment(github2, request);
          const begun = await untilAnswered(find, patience);
          if (begun !== void 0)
            return begun;
          const create = async () => {
            const { data } = await octokit.rest.repos.createDeployment({
              ...{ owner, repo, environment },
              ref: sha,
              description: shortened(request.description),
              auto_merge: false,
              required_contexts: [],
              production_environment: request.production,
              payload: { run: runUrl }
            });
            if ("id" in data)
              return data.id;
            throw new Error(`GitHub made no deployment of ${sha}: ${data.message ?? "it gave no reason"}.`);
          };
          return writeOnce(create, find, patience);
        });
      }
      async function findDeployment({ octokit, owner, repo }, { sha, environment, runUrl }) {
        const { data } = await octokit.rest.repos.listDeployments({ owner, repo, sha, environment, per_page: 100 });
        return data.find(({ payload }) => typeof payload === "object" && payload.run === runUrl)?.id;
      }
      async function reportDeployment(github2, id, report) {
        const { octokit, owner, repo, patience } = github2;
        const description = shortened(report.description);
        await explaining(`Reporting deployment ${id} as ${report.state}`, async () => {
          const isReported = async () => {
            const { data } = await octokit.rest.repos.listDeploymentStatuses({
              owner,
              repo,
              deployment_id: id,
              per_page: 1
            });
            const [last] = data;
            return last?.state === report.state && last.description === description ? true : void 0;
          };
          if (await untilAnswered(isReported, patience))
            return;
          const create = async () => {
            await octokit.rest.repos.createDeploymentStatus({
              ...{ owner, repo, description },
              deployment_id: id,
              state: report.state,
              ...report.environmentUrl === void 0 ? {} : { environment_url: report.environmentUrl },
              ...report.logUrl === void 0 ? {} : { log_url: report.logUrl },
              ...report.aside ? { auto_inactive: false } : {}
            });
            return true;
          };
          await writeOnce(create, isReported, patience);
        });
      }
      function shortened(text) {
        return text.length <= 140 ? text : `${text.slice(0, 139).toWellFormed()}…`;
      }
      ;
      const MOST = 20;
      async function findDeploymentOfRun(github2, environment, runUrl) {
        const { octokit, owner, repo, patience } = github2;
        return explaining(`Looking for the deployment to ${environment}`, async () => {
          const list = async () => (await octokit.rest.repos.listDeployments({ owner, repo, environment, per_page: MOST })).data;
          for (const { id, payload } of await untilAnswered(list, patience)) {
            const last = await untilAnswered(() => lastStatus(github2, id), patience);
            const recorded = typeof payload === "object" && payload["run"] === runUrl;
            if (recorded || isLogOf(runUrl, last?.log_url))
              return { id, state: last?.state };
          }
          return void 0;
        });
      }
      async function lastStatus({ octokit, owner, repo }, id) {
        const asked = { owner, repo, deployment_id: id, per_page: 1 };
        const { data } = await octokit.rest.repos.listDeploymentStatuses(asked);
        return data[0];
      }
      const isLogOf = (runUrl, log) => log !== void 0 && (log === runUrl || log.startsWith(`${runUrl}/`));
      ;
      async function openOrUpdateIncident(github2, incident) {
        const { octokit, owner, repo, patience } = github2;
        const marker = markerOf(incident.key);
        return explaining("Opening an issue for the incident", async () => {
          const find = () => findIncident(github2, marker);
          const open = await untilAnswered(find, patience);
          if (open) {
            await addComment(github2, open.number, incident.update ?? incident.body);
            return { number: open.number, url: open.html_url, outcome: "updated" };
          }
          const create = async () => {
            const { title, body, labels } = incident;
            const issue = { title, body: `${marker}
${body}`, labels: [...labels] };
            return (await octokit.rest.issues.create({ owner, repo, ...issue })).data;
          };
          const made = await writeOnce(create, find, patience);
          return { number: made.number, url: made.html_url, outcome: "opened" };
        });
      }
      async function closeIncident(github2, key, lastWord) {
        const { octokit, owner, repo, patience } = github2;
        return explaining("Closing the issue of the incident", async () => {
          const open = await untilAnswered(() => findIncident(github2, markerOf(key)), patience);
          if (!open)
            return void 0;
          await addComment(github2, open.number, lastWord);
          const close = () => octokit.rest.issues.update({
            owner,
            repo,
            issue_number: open.number,
            state: "closed",
            state_reason: "completed"
          });
          await untilAnswered(close, patience);
          return open.number;
        });
      }
      async function addComment({ octokit, owner, repo, patience }, issue, body) {
        const started = new Date(Math.floor(patience.clock.now() / 1e3) * 1e3 - 6e4).toISOString();
        const isThere = async () => {
          const { data } = await octokit.rest.issues.listComments({
            ...{ owner, repo },
            issue_number: issue,
            since: started,
            per_page: 100
          });
          return data.some((comment) => comment.body === body && comment.user?.type === "Bot") ? true : void 0;
        };
        const create = async () => {
          await octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body });
          return true;
        };
        await writeOnce(create, isThere, patience);
      }
      async function findIncident({ octokit, owner, repo }, marker) {
        const pages = octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
          ...{ owner, repo },
          state: "open",
          per_page: 100
        });
        for await (const { data } of pages) {
          const found = data.find((issue) => issue.pull_request === void 0 && isOurs(issue, marker));
          if (found)
            return found;
        }
        return void 0;
      }
      ;
      async function readProtection(github2, environment) {
        const { octokit, owner, repo, patience } = github2;
        const get = async () => {
          try {
            return (await octokit.rest.repos.getEnvironment({ owner, repo, environment_name: environment })).data;
          } catch (error) {
            if (statusOf(error) === 404)
              return void 0;
            throw error;
          }
        };
        const found = await explaining(`Reading the protection of the environment ${environment}`, () => untilAnswered(get, patience));
        const rules = found?.protection_rules ?? [];
        return {
          environment,
          exists: found !== void 0,
          reviewers: rules.flatMap(reviewersOf),
          preventsSelfReview: rules.some((rule) => "prevent_self_review" in rule && rule.prevent_self_review),
          waitMinutes: Math.max(0, ...rules.map((rule) => "wait_timer" in rule ? rule.wait_timer ?? 0 : 0)),
          branches: branchesOf(found?.deployment_branch_policy)
        };
      }
      function reviewersOf(rule) {
        const reviewers = "reviewers" in rule ? rule.reviewers ?? [] : [];
        return reviewers.flatMap(({ reviewer }) => {
          if (reviewer === void 0)
            return [];
          return ["login" in reviewer ? reviewer.login : reviewer.slug];
        });
      }
      function branchesOf(policy) {
        if (!policy)
          return "any";
        return policy.protected_branches ? "protected" : "selected";
      }
      ;
      async function findRecord(github2, { environment, task }) {
        return explaining(`Looking for the record in the deployments to ${environment}`, () => untilAnswered(() => newest(github2, { environment, task }), github2.patience));
      }
      async function newest({ octokit, owner, repo }, asked) {
        const { data } = await octokit.rest.repos.listDeployments({ owner, repo, ...asked, per_page: 1 });
        const [found] = data;
        if (!found)
          return void 0;
        const statuses = await octokit.rest.repos.listDeploymentStatuses({
          ...{ owner, repo },
          deployment_id: found.id,
          per_page: 1
        });
        return { id: found.id, payload: found.payload, note: statuses.data[0]?.description };
      }
      async function startRecord(github2, record) {
        const { octokit, owner, repo, patience } = github2;
        const { sha, environment, task, payload } = record;
        const create = async () => {
          const { data } = await octokit.rest.repos.createDeployment({
            ...{ owner, repo, environment, task, payload },
            ref: sha,
            description: shortened(record.description),
            auto_merge: false,
            required_contexts: [],
            production_environment: false
          });
          if ("id" in data)
            return data.id;
          throw new Error(`GitHub made no deployment of ${sha}: ${data.message ?? "it gave no reason"}.`);
        };
        const find = async () => {
          const found = await newest(github2, { environment, task });
          return found && found.note === void 0 ? found.id : void 0;
        };
        return explaining(`Recording a rollout in a deployment to ${environment}`, () => writeOnce(create, find, patience));
      }
      ;
      async function commitOfTag({ octokit, owner, repo, patience }, tag) {
        const get = async () => {
          try {
            const { data } = await octokit.rest.git.getRef({ owner, repo, ref: `tags/${tag}` });
            if (data.object.type !== "tag")
              return data.object.sha;
            const annotated = await octokit.rest.git.getTag({ owner, repo, tag_sha: data.object.sha });
            return annotated.data.object.sha;
          } catch (error) {
            if (statusOf(error) === 404)
              return void 0;
            throw error;
          }
        };
        return untilAnswered(get, patience);
      }
      ;
      async function createOrGetRelease(github2, request) {
        const { octokit, owner, repo, patience } = github2;
        const { tag, sha, name, body, draft, prerelease } = request;
        return explaining(`Making the release ${tag}`, async () => {
          const tagged = await commitOfTag(github2, tag);
          if (tagged !== void 0 && tagged !== sha)
            throw takenTag(tag, tagged, sha);
          const find = () => findRelease(github2, tag);
          const found = await untilAnswered(find, patience);
          if (found)
            return viewOf(found, "found");
          const create = async () => {
            const release = { tag_name: tag, target_commitish: sha, name, body, draft, prerelease };
            try {
              return (await octokit.rest.repos.createRelease({ owner, repo, ...release })).data;
            } catch (error) {
              throw isBurned(error) ? burnedTag(tag, error) : error;
            }
          };
          return viewOf(await writeOnce(create, find, patience), "created");
        });
      }
      async function releaseOfTag(github2, tag) {
        const found = await explaining(`Reading the release ${tag}`, () => untilAnswered(() => findRelease(github2, tag), github2.patience));
        return found && viewOf(found, "found");
      }
      async function publishRelease(github2, release) {
        const { octokit, owner, repo, patience } = github2;
        if (!release.draft)
          return release;
        const publish = () => octokit.rest.repos.updateRelease({ owner, repo, release_id: release.id, draft: false });
        const { data } = await explaining(`Publishing the release ${release.tag}`, () => untilAnswered(publish, patience));
        return viewOf(data, release.outcome);
      }
      async function findRelease({ octokit, owner, repo }, tag) {
        try {
          return (await octokit.rest.repos.getReleaseByTag({ owner, repo, tag })).data;
        } catch (error) {
          if (statusOf(error) !== 404)
            throw error;
        }
        const { data } = await octokit.rest.repos.listReleases({ owner, repo, per_page: 100 });
        return data.find((release) => release.draft && release.tag_name === tag);
      }
      function viewOf({ id, tag_name: tag, html_url: url, draft }, outcome) {
        return { id, tag, url, draft, outcome };
      }
      function isBurned(error) {
        return statusOf(error) === 422 && error instanceof Error && error.message.includes("used by an immutable release");
      }
      function burnedTag(tag, cause) {
        return new runner.yo(`The tag name ${tag} was used by an immutable release, and GitHub gives it to no other one.`, {
          remedy: "Release under a new version; a name that was used once cannot come back, even when its release is deleted.",
          cause
        });
      }
      function takenTag(tag, tagged, wanted) {
        return new runner.yo(`The tag ${tag} stands for commit ${tagged}, not for ${wanted}.`, {
          remedy: "Release this commit under a new version, or run the release for the commit that has the tag."
        });
      }
      ;
    })
  )
};
;
