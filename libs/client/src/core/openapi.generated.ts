// Made from docs/openapi.json by: npm run openapi -- write

/** The charter for whose installations these types are. */
export const CONSTITUTIONAL_HASH = 'cdd01ef066bc6cf2';

export interface paths {
    readonly "/.well-known/jwks.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The keys that verify access tokens
         * @description RFC 7517
         */
        readonly get: operations["getKeySet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/signing-keys/rotation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a new key for tokens
         * @description It is published at once and signs later; the keys before it are accepted until their last token has expired
         */
        readonly post: operations["rotateSigningKeys"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Get an access token
         * @description Client credentials, an authorization code or a refresh token: RFC 6749, sections 4.4, 4.1 and 6. The client proves who it is by its secret, in the body or as HTTP Basic, or by an assertion (RFC 7523)
         */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/request": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Leave a request for authorization here, before a browser is sent with it
         * @description RFC 9126
         */
        readonly post: operations["pushAuthorizationRequest"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/introspection": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask whether a token is good, and what it says
         * @description RFC 7662; for access tokens and refresh tokens
         */
        readonly post: operations["introspectToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/revocation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End a token
         * @description RFC 7009; a refresh token takes all tokens of its grant with it
         */
        readonly post: operations["revokeToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/authorize": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Send a person here to sign in and to allow a client something
         * @description RFC 6749, section 4.1, with PKCE (RFC 7636, S256) for every client
         */
        readonly get: operations["authorize"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/userinfo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who the person is that a token speaks for
         * @description OpenID Connect Core 1.0, section 5.3; `name` with the scope `profile`, the address with `email`
         */
        readonly get: operations["getUserInfo"];
        readonly put?: never;
        /**
         * The same, for clients that ask with POST
         * @description OpenID Connect Core 1.0, section 5.3
         */
        readonly post: operations["postUserInfo"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/openid-configuration": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What this authorization server offers
         * @description OpenID Connect Discovery 1.0
         */
        readonly get: operations["getOpenIdConfiguration"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/oauth-authorization-server": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What this authorization server offers, where OAuth looks for it
         * @description RFC 8414
         */
        readonly get: operations["getAuthorizationServer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/revocations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tokens that are accepted no more, as hashes */
        readonly get: operations["listRevocations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/oauth/end-session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Send a person here to sign out
         * @description OpenID Connect RP-Initiated Logout 1.0
         */
        readonly get: operations["endSession"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The persons of the tenant, newest first */
        readonly get: operations["listUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/users/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One person */
        readonly get: operations["getUser"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/users/{id}/roles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Give a person these roles, and no others
         * @description Tokens with the roles of before are refused at once. Nobody changes his own roles.
         */
        readonly put: operations["setUserRoles"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/users/{id}/activation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Disable a person, or enable again */
        readonly put: operations["setUserActivation"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/invitations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The invitations that are open, newest first */
        readonly get: operations["listInvitations"];
        readonly put?: never;
        /**
         * Invite a person by mail
         * @description The link is good once, for 72 hours; an earlier one to the same address ends.
         */
        readonly post: operations["inviteUser"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/invitations/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Withdraw an invitation */
        readonly delete: operations["withdrawInvitation"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where you are signed in, newest first */
        readonly get: operations["listSessions"];
        readonly put?: never;
        readonly post?: never;
        /** Sign out everywhere else */
        readonly delete: operations["revokeOtherSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sessions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Sign out in one place */
        readonly delete: operations["revokeSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/users/{id}/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a person is signed in, newest first */
        readonly get: operations["listUserSessions"];
        readonly put?: never;
        readonly post?: never;
        /** Sign a person out everywhere */
        readonly delete: operations["revokeUserSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/users/{id}/second-factor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove the second step of a person who has lost it
         * @description Whoever asks for it has to be known: the password is enough from then on. Nobody removes his own here.
         */
        readonly delete: operations["removeUserSecondFactor"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/security-events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What happened to identities and their rights, newest first */
        readonly get: operations["listSecurityEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/clients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The clients of the tenant, by their ids backwards
         * @description Those that were registered come newest first. Agents are a list of their own.
         */
        readonly get: operations["listClients"];
        readonly put?: never;
        /** Register a client of the tenant */
        readonly post: operations["registerClient"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/clients/{clientId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One client, without its secret */
        readonly get: operations["getClient"];
        readonly put?: never;
        readonly post?: never;
        /** End a client, its tokens and its keys, at once */
        readonly delete: operations["deleteClient"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a client
         * @description Its tokens end when its rights, its keys or their binding change.
         */
        readonly patch: operations["changeClient"];
        readonly trace?: never;
    };
    readonly "/api/v1/auth/clients/{clientId}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A new secret; the old one and its tokens end */
        readonly post: operations["renewClientSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/agents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Your agents, or all of the tenant, newest first */
        readonly get: operations["listAgents"];
        readonly put?: never;
        /** Register an agent of yours */
        readonly post: operations["registerAgent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/agents/{agentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One agent */
        readonly get: operations["getAgent"];
        readonly put?: never;
        readonly post?: never;
        /** End an agent, its tokens and its keys, at once */
        readonly delete: operations["revokeAgent"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/agents/{agentId}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A new secret; the old one and its tokens end */
        readonly post: operations["renewAgentSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/api-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The keys that you have made, newest first */
        readonly get: operations["listApiKeys"];
        readonly put?: never;
        /** A key for a program that can't do OAuth */
        readonly post: operations["createApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/api-keys/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A short access token for an API key
         * @description The key stands in `Authorization: Bearer`. Services do this for whoever calls them with a key.
         */
        readonly post: operations["exchangeApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/api-keys/{keyId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One key, without its secret */
        readonly get: operations["getApiKey"];
        readonly put?: never;
        readonly post?: never;
        /** End a key and its tokens at once */
        readonly delete: operations["revokeApiKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/delegations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Delegations by you, to you or for you, newest first */
        readonly get: operations["listDelegations"];
        readonly put?: never;
        /** Let an agent act for you, or pass a part of that on */
        readonly post: operations["grantDelegation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/delegations/{delegationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One delegation */
        readonly get: operations["getDelegation"];
        readonly put?: never;
        readonly post?: never;
        /** End a delegation and all below it, at once */
        readonly delete: operations["revokeDelegation"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Recorded decisions, newest first */
        readonly get: operations["listDecisions"];
        readonly put?: never;
        /** Ask for a decision; it is on disk before the answer leaves */
        readonly post: operations["createDecision"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Ask for up to 1000 decisions, committed together */
        readonly post: operations["createDecisionBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/{decisionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A recorded decision */
        readonly get: operations["getDecision"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/{decisionId}/explanation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the conditions read, and what came nearest to permitting */
        readonly get: operations["explainDecision"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/{decisionId}/receipt": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The proof that a decision is in the log
         * @description It is checked with the public key of the log alone.
         */
        readonly get: operations["getReceipt"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/{decisionId}/evidence": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One file for an auditor without access: the decision, its rules, their proofs and the keys
         * @description Needs `constitution:read` and `policies:read`, too.
         */
        readonly get: operations["getEvidence"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/{decisionId}/erasure": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Erase the personal fields of a decision; its proofs go on working */
        readonly post: operations["eraseDecision"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/outcomes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a version of a policy has made of the decisions of a time, by action */
        readonly get: operations["countOutcomes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/approvals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Escalated decisions and their answers, newest first */
        readonly get: operations["listApprovals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/approvals/{decisionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether an escalated decision was approved; with `wait` as soon as it is answered
         * @description For the requester, and for those who have `approvals:read`; to all others there is none.
         */
        readonly get: operations["getApproval"];
        readonly put?: never;
        /**
         * Approve or refuse what was escalated
         * @description Not for who asked, nor for whom the request was made or whose rights it uses; nor for agents.
         */
        readonly post: operations["answerApproval"];
        /** Withdraw an approval that was not used, whoever gave it */
        readonly delete: operations["withdrawApproval"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/{decisionId}/labels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who has said what of a decision, and when */
        readonly get: operations["getDecisionLabels"];
        readonly put?: never;
        /**
         * Say what the right outcome of a decision would have been
         * @description Takes the place of what the same reviewer has said before, which is kept. Not for agents.
         */
        readonly post: operations["labelDecision"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/decisions/{decisionId}/outcome-reports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say of a decision that the caller has asked for what would have been right */
        readonly post: operations["reportOutcome"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/labels/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The labels of a suite: all of them or none */
        readonly post: operations["importLabels"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/labels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Decisions that somebody else has labelled than who has asked for them, oldest first */
        readonly get: operations["listLabelledDecisions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/freezes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Freezes in force and past, newest first */
        readonly get: operations["listFreezes"];
        readonly put?: never;
        /**
         * Deny a subject, an action or everything from now on
         * @description Every decision that it covers is a denial, `frozen`, until it is lifted or expires. It has an entry of the log.
         */
        readonly post: operations["placeFreeze"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/freezes/{freezeId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One, in force or past */
        readonly get: operations["getFreeze"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/freezes/{freezeId}/lift": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let the rules decide again, where no other freeze covers it
         * @description By no agent, and by nobody who is frozen by it. Has an entry of the log.
         */
        readonly post: operations["liftFreeze"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/legal-holds": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Legal holds in force, newest first */
        readonly get: operations["listLegalHolds"];
        readonly put?: never;
        /**
         * Keep decisions past their time
         * @description What it names is neither dropped nor erased until it is released. It has an entry of the log.
         */
        readonly post: operations["placeLegalHold"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/legal-holds/{holdId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One, in force or released */
        readonly get: operations["getLegalHold"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/legal-holds/{holdId}/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let decisions go again, when no other hold names them
         * @description Has an entry of the log. Asked again, the answer is the same.
         */
        readonly post: operations["releaseLegalHold"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/authzen-configuration": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where OpenID AuthZEN is spoken */
        readonly get: operations["getAuthzenConfiguration"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/access/v1/evaluation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A decision, asked for as OpenID AuthZEN does */
        readonly post: operations["evaluateAccess"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/access/v1/evaluations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Up to 1000 decisions: all of them, or up to the first denied or permitted one */
        readonly post: operations["evaluateAccesses"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Up to 50 requests in one, each answered for itself */
        readonly post: operations["sendBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The newest version of every policy */
        readonly get: operations["listPolicies"];
        readonly put?: never;
        /** Add a version of a policy */
        readonly post: operations["createPolicyVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The newest version of a policy */
        readonly get: operations["getPolicy"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The versions of a policy, newest first */
        readonly get: operations["listPolicyVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One version of a policy */
        readonly get: operations["getPolicyVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/activation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Put a version in force, or none
         * @description Not for the author of the version, unless it has `policies:activate-own`; nor for agents.
         */
        readonly put: operations["activatePolicy"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/rollback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put back in force what was so before
         * @description Not for the author of what comes back, nor out of a retirement, nor for agents.
         */
        readonly post: operations["rollBackPolicy"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/activations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Which versions were in force since when, by whom and why, newest first */
        readonly get: operations["listPolicyChanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/versions/{version}/review": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Submit a draft for review */
        readonly post: operations["submitPolicyVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/versions/{version}/rejection": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End the review of a version with no */
        readonly post: operations["rejectPolicyVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{id}/proposals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Add what an evolution run has found as a version in review, in the name of its author */
        readonly post: operations["proposePolicyVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rule-sets/active": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The constitution and the policies in force, as decisions of now pin them */
        readonly get: operations["getActiveRuleSet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/simulations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Simulations, newest first */
        readonly get: operations["listSimulations"];
        readonly put?: never;
        /** Replay what was recorded under other rules, without touching anything */
        readonly post: operations["createSimulation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/simulations/{simulationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far it has come, and what it has found */
        readonly get: operations["getSimulation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/simulations/{simulationId}/flips": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Every outcome that is another one, with the reasons of both sides */
        readonly get: operations["listSimulationFlips"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/simulations/{simulationId}/breakdown": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whom, what and by which rule the flips concern most */
        readonly get: operations["countSimulationFlips"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/simulations/{simulationId}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Its progress as server-sent events, until it ends
         * @description Each event has the whole simulation as its data: `progress` when it has come further, `end` at last.
         */
        readonly get: operations["followSimulation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/simulations/{simulationId}/cancellation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End it now; what it has found stays */
        readonly post: operations["cancelSimulation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Runs, newest first */
        readonly get: operations["listEvolutionRuns"];
        readonly put?: never;
        /**
         * Search for better settings of a policy, on labelled decisions
         * @description Evidence and rules are frozen as they are now. One run on a policy at a time.
         */
        readonly post: operations["startEvolutionRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far a run has come */
        readonly get: operations["getEvolutionRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Each generation as a server-sent event, until the run is over
         * @description `generation` has the front and its hypervolume, `status` the whole run. With `Last-Event-ID` the generations after that one alone.
         */
        readonly get: operations["followEvolutionRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Rest after the generation under way */
        readonly post: operations["pauseEvolutionRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Go on, to the same end as without the rest */
        readonly post: operations["resumeEvolutionRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/cancellation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End it; what it has found stays to be read */
        readonly post: operations["cancelEvolutionRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Score the front of a complete run by the rules in force now */
        readonly post: operations["replayEvolutionRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/front": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The candidates that no other is better than in every objective
         * @description Once the run is complete with scores on what was held out, 95 % intervals by bootstrap, and warnings where the two sides part.
         */
        readonly get: operations["getEvolutionFront"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A complete run as a page: its front, the settings of each candidate, and how the search went */
        readonly get: operations["getEvolutionReport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/candidates/{candidateId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One of the final front, with the policy as it would be */
        readonly get: operations["getEvolutionCandidate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/candidates/{candidateId}/flips": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The decisions of the evidence that would come out differently than under the policy of today */
        readonly get: operations["listEvolutionFlips"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/candidates/{candidateId}/promotion": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a version of the policy of a candidate, to be reviewed
         * @description Its author is who has started the run: somebody else has to put it in force. Then a guard holds live outcomes against what was predicted.
         */
        readonly post: operations["promoteEvolutionCandidate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/evolution/runs/{runId}/candidates/{candidateId}/rejection": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say why a candidate is not wanted */
        readonly post: operations["rejectEvolutionCandidate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/constitution": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The constitution in force */
        readonly get: operations["getConstitution"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/constitution/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All versions, newest first */
        readonly get: operations["listConstitutionVersions"];
        readonly put?: never;
        /**
         * Ratifies a draft as the next version
         * @description A draft equal to the constitution in force makes no version: the one in force is answered with 200.
         */
        readonly post: operations["ratifyConstitution"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/constitution/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One version */
        readonly get: operations["getConstitutionVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/constitution/versions/{from}/diff/{to}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What changed from one version to another */
        readonly get: operations["diffConstitutionVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/constitution/validate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Every fault of a draft; nothing is kept */
        readonly post: operations["validateConstitution"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/log/entries/{entryId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * An entry with the proof that it is in the log
         * @description A decision is named by its id.
         */
        readonly get: operations["getLogEntry"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/log/proofs/inclusion": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** That a leaf is in a tree (RFC 6962) */
        readonly get: operations["getInclusionProof"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/log/proofs/consistency": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** That a tree continues another (RFC 6962) */
        readonly get: operations["getConsistencyProof"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/checkpoint": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The signed head of the log (C2SP tlog-checkpoint) */
        readonly get: operations["getCheckpoint"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tile/entries/{path}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 256 entries, or as many as there are (C2SP tlog-tiles) */
        readonly get: operations["getEntryBundle"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tile/{path}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 256 hashes of the tree, or as many as there are (C2SP tlog-tiles) */
        readonly get: operations["getTile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/log/witness": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Bring the cosignatures of witnesses (C2SP tlog-cosignature) */
        readonly post: operations["addCosignatures"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/checkpoint/witnessed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The largest checkpoint that witnesses have cosigned */
        readonly get: operations["getWitnessedCheckpoint"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrity/hash": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Canonical form (RFC 8785) and digest (SHA-256) of a JSON */
        readonly post: operations["hashJson"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrity/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The keys that sign checkpoints, and those that did
         * @description Whoever verifies pins a key that reached them by another way than this one.
         */
        readonly get: operations["getLogKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrity/keys/rotation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make a new key; both sign until the overlap is over */
        readonly post: operations["rotateLogKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrity/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Verify a receipt or an evidence bundle of this log
         * @description By the keys of this log. Who does not trust this service uses acgs-verify.
         */
        readonly post: operations["verify"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/cache/stats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the caches have been good for, of one process of each service */
        readonly get: operations["getCacheStatsOfServices"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/cache/invalidate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Makes cached answers outdated, in every process of every service */
        readonly post: operations["invalidateCachesOfServices"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/admin/queries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Statements that took long, of one process of each service */
        readonly get: operations["listSlowQueriesOfServices"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AccessDecided: {
            /** @description True for the outcome `allow` alone */
            readonly decision: boolean;
            readonly context: components["schemas"]["AccessDecisionContext"];
        };
        readonly AccessDecision: components["schemas"]["AccessDecided"] | components["schemas"]["AccessFailed"];
        /** @description The decision as it is recorded */
        readonly AccessDecisionContext: {
            /**
             * Format: uuid
             * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
             */
            readonly decisionId: string;
            readonly outcome: components["schemas"]["Outcome"];
            readonly reasons: readonly components["schemas"]["Reason"][];
            readonly obligations: readonly components["schemas"]["Obligation"][];
            readonly pins: components["schemas"]["Pins"];
            /** Format: date-time */
            readonly decidedAt: string;
            /** @description The approval that was used up: with it, what would escalate does not stop */
            readonly approval?: components["schemas"]["DecisionApproval"];
            /** @description With `Prefer: wait` alone */
            readonly receipt?: components["schemas"]["Receipt"];
        };
        readonly AccessDecisions: {
            readonly evaluations: readonly components["schemas"]["AccessDecision"][];
        };
        readonly AccessEvaluationRequestInput: {
            readonly subject: {
                readonly type: string;
                readonly id: string;
                /** @default {} */
                readonly properties?: {
                    readonly [key: string]: unknown;
                };
            };
            readonly action: {
                readonly name: string;
                /** @default {} */
                readonly properties?: {
                    readonly [key: string]: unknown;
                };
            };
            readonly resource: {
                readonly type: string;
                readonly id: string;
                /** @default {} */
                readonly properties?: {
                    readonly [key: string]: unknown;
                };
            };
            /** @default {} */
            readonly context?: {
                readonly [key: string]: unknown;
            };
        };
        readonly AccessEvaluationsRequestInput: {
            /** @description The subject of every evaluation that has none of its own */
            readonly subject?: {
                readonly [key: string]: unknown;
            };
            /** @description The action of every evaluation that has none of its own */
            readonly action?: {
                readonly [key: string]: unknown;
            };
            /** @description The resource of every evaluation that has none of its own */
            readonly resource?: {
                readonly [key: string]: unknown;
            };
            /** @description The context of every evaluation that has none of its own */
            readonly context?: {
                readonly [key: string]: unknown;
            };
            /** @default [] */
            readonly evaluations?: readonly components["schemas"]["PartialAccessEvaluationInput"][];
            /**
             * @default {
             *       "evaluations_semantic": "execute_all"
             *     }
             */
            readonly options?: {
                /** @default execute_all */
                readonly evaluations_semantic?: components["schemas"]["EvaluationsSemantic"];
            };
        };
        /** @description For one of several evaluations: it has faults, so it was not decided and has no record */
        readonly AccessFailed: {
            /** @enum {boolean} */
            readonly decision: false;
            readonly context: {
                readonly error: {
                    readonly status: number;
                    readonly message: string;
                    readonly faults: readonly components["schemas"]["Fault"][];
                };
            };
        };
        readonly ActionOutcomes: {
            readonly action: string;
            readonly allow: number;
            readonly deny: number;
            readonly escalate: number;
            /** @description Allowed, where the label says that to deny was right */
            readonly harmful: number;
            /** @description Those whose current labels of reviewers and suites agree; reports do not count */
            readonly labelled: number;
        };
        readonly ActiveRuleSet: {
            readonly pins: components["schemas"]["Pins"];
            readonly constitution: components["schemas"]["ConstitutionVersion"] | null;
            readonly policies: readonly {
                readonly version: number;
                /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
                readonly digest: string;
                readonly document: components["schemas"]["PolicyDraft"];
            }[];
        };
        readonly Agent: {
            /**
             * Format: uuid
             * @description Also its client id, and the subject of its tokens
             */
            readonly id: string;
            readonly name: string;
            readonly purpose: string;
            /** @description Who registered it: the id of a person or a client */
            readonly owner: string;
            readonly roles: readonly components["schemas"]["Role"][];
            readonly permissions: readonly components["schemas"]["Permission"][];
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            readonly revokedAt: string | null;
        };
        readonly AgentPage: {
            readonly items: readonly components["schemas"]["Agent"][];
            readonly nextCursor: string | null;
        };
        readonly AgentRegistrationInput: {
            readonly name: string;
            readonly purpose: string;
            /**
             * @default [
             *       "agent"
             *     ]
             */
            readonly roles?: readonly components["schemas"]["AgentRole"][];
            /** @default [] */
            readonly permissions?: readonly components["schemas"]["DelegablePermission"][];
            /** Format: date-time */
            readonly expiresAt: string;
        };
        /** @enum {string} */
        readonly AgentRole: "agent" | "author" | "auditor" | "operator";
        readonly AgentWithSecret: {
            /**
             * Format: uuid
             * @description Also its client id, and the subject of its tokens
             */
            readonly id: string;
            readonly name: string;
            readonly purpose: string;
            /** @description Who registered it: the id of a person or a client */
            readonly owner: string;
            readonly roles: readonly components["schemas"]["Role"][];
            readonly permissions: readonly components["schemas"]["Permission"][];
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            readonly revokedAt: string | null;
            /** @description Shown this once */
            readonly secret: string;
        };
        readonly AnyJson: unknown;
        readonly ApiKey: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly owner: string;
            /** @description As whom it acts */
            readonly subject: string;
            readonly permissions: readonly components["schemas"]["Permission"][];
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            /** @description To the minute, and up to five minutes late */
            readonly lastUsedAt: string | null;
            readonly revokedAt: string | null;
        };
        readonly ApiKeyPage: {
            readonly items: readonly components["schemas"]["ApiKey"][];
            readonly nextCursor: string | null;
        };
        readonly ApiKeyRequest: {
            readonly name: string;
            /**
             * Format: uuid
             * @description For an agent of yours; without it the key acts as you
             */
            readonly agentId?: string;
            readonly permissions: readonly components["schemas"]["DelegablePermission"][];
            /** Format: date-time */
            readonly expiresAt: string;
        };
        readonly ApiKeyToken: {
            readonly accessToken: string;
            /** @description Seconds, 300 at most */
            readonly expiresIn: number;
        };
        readonly Approval: {
            /**
             * Format: uuid
             * @description The escalated decision: an approval has no other id
             */
            readonly decisionId: string;
            readonly status: components["schemas"]["ApprovalStatus"];
            /** @description What was asked, by whom, and why it was escalated */
            readonly decision: components["schemas"]["RecordedDecision"];
            /**
             * Format: date-time
             * @description Until when it can be answered
             */
            readonly pendingUntil: string;
            /** @description Null while nobody has answered */
            readonly given: components["schemas"]["GivenApprovalAnswer"] | null;
            /** @description The decision that was made with it */
            readonly usedBy: string | null;
        };
        /** @enum {string} */
        readonly ApprovalAnswer: "approve" | "refuse";
        readonly ApprovalAnswerRequest: {
            readonly answer: components["schemas"]["ApprovalAnswer"];
            /** @description Why, for those who read approvals */
            readonly note?: string;
        };
        /** @description Of a decision that was made with an approval */
        readonly ApprovalEvidence: {
            /** @description Of `approval:<decisionId>` */
            readonly receipt: components["schemas"]["Receipt"];
            /** @description Of the escalated decision, with the request of then */
            readonly escalated: components["schemas"]["Receipt"];
        };
        readonly ApprovalPage: {
            readonly items: readonly components["schemas"]["Approval"][];
            readonly nextCursor: string | null;
        };
        /**
         * @description pending: nobody has answered. approved: may be used once. refused, withdrawn: final. expired: not answered in time, or not used in time. used: a decision was made with it.
         * @enum {string}
         */
        readonly ApprovalStatus: "pending" | "approved" | "refused" | "withdrawn" | "expired" | "used";
        readonly AuthzenConfiguration: {
            /** Format: uri */
            readonly policy_decision_point: string;
            /** Format: uri */
            readonly access_evaluation_endpoint: string;
            /** Format: uri */
            readonly access_evaluations_endpoint: string;
        };
        /** @description In the order of the requests */
        readonly BatchAnswers: {
            readonly responses: readonly components["schemas"]["SubAnswer"][];
        };
        readonly BatchInput: {
            readonly requests: readonly components["schemas"]["SubRequestInput"][];
        };
        readonly BoolParameter: {
            /** @enum {string} */
            readonly type: "bool";
            readonly default: boolean;
        };
        readonly CacheClassStats: {
            /** @enum {string} */
            readonly class: "hot-endpoint" | "database-query" | "constitutional-data";
            readonly hits: {
                /** @description The tier that a process has to itself */
                readonly local: number;
                /** @description Redis; asked only for what the local tier does not have */
                readonly shared: number;
            };
            readonly misses: {
                /** @description The tier that a process has to itself */
                readonly local: number;
                /** @description Redis; asked only for what the local tier does not have */
                readonly shared: number;
            };
            /** @description Reads that went to the source, and why */
            readonly bypasses: {
                readonly "no-cache": number;
                readonly unconfirmed: number;
            };
            /** @description Answers shown past their time while a new one was made */
            readonly stale: {
                /** @description The tier that a process has to itself */
                readonly local: number;
                /** @description Redis; asked only for what the local tier does not have */
                readonly shared: number;
            };
            /** @description Failures of Redis, and of the source in a renewal that nobody waited for */
            readonly errors: {
                readonly shared: number;
                readonly source: number;
            };
        };
        readonly CacheInvalidation: {
            readonly keys?: readonly string[];
            /** @description `constitution`, `policies:<tenant>`, `policy:<tenant>:<id>` */
            readonly tags?: readonly string[];
            /** @description `*` stands for any characters, `?` for one */
            readonly pattern?: string;
        };
        readonly CacheInvalidationOfServices: {
            readonly services: readonly ({
                readonly service: string;
                readonly answer: components["schemas"]["CacheInvalidationResult"];
            } | {
                readonly service: string;
                readonly problem: components["schemas"]["Problem"];
            })[];
        };
        readonly CacheInvalidationResult: {
            /** @description The one that answers */
            readonly process: number;
            /** @description Entries that keys and pattern have removed; tags make outdated, and remove nothing */
            readonly removed: {
                /** @description Of that process; the others remove nothing, and show nothing of it */
                readonly local: number;
                /** @description Of Redis; null when it is off, away or too full to be looked through */
                readonly shared: number | null;
            };
        };
        readonly CacheStats: {
            /** @description Its id */
            readonly process: number;
            /** @enum {string} */
            readonly redis: "up" | "down" | "off";
            /** @description Milliseconds since invalidations were last known for certain; null for never */
            readonly confirmedMs: number | null;
            readonly local: {
                readonly entries: number;
                readonly bytes: number;
                readonly maxEntries: number;
                readonly maxBytes: number;
            };
            readonly classes: readonly components["schemas"]["CacheClassStats"][];
        };
        readonly CacheStatsOfServices: {
            readonly services: readonly ({
                readonly service: string;
                readonly answer: components["schemas"]["CacheStats"];
            } | {
                readonly service: string;
                readonly problem: components["schemas"]["Problem"];
            })[];
        };
        /** @description What is in force, with these changes */
        readonly CandidateDraftInput: {
            /**
             * @description In place of the active versions of the same ids, or beside the others
             * @default []
             */
            readonly policies?: readonly components["schemas"]["PolicyDraftInput"][];
            /**
             * @description The same with versions that are there already
             * @default []
             */
            readonly policyVersions?: readonly components["schemas"]["PolicyReference"][];
            /**
             * @description Policies in force that are left out
             * @default []
             */
            readonly withoutPolicies?: readonly string[];
            /** @description In place of the one in force */
            readonly constitution?: components["schemas"]["ConstitutionDraftInput"];
        };
        /** @description What differs from the rules in force; a draft has the version that it would become */
        readonly CandidateSummary: {
            readonly policies: readonly {
                readonly id: string;
                readonly version: number;
                /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
                readonly digest: string;
            }[];
            readonly withoutPolicies: readonly string[];
            readonly constitutionDigest: string | null;
        };
        readonly CanonicalForm: {
            /** @description RFC 8785 */
            readonly canonical: string;
            /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
            readonly digest: string;
        };
        /**
         * @description `client_secret` is sent as HTTP Basic or in the form; `none` is a public client
         * @enum {string}
         */
        readonly ClientAuthMethod: "client_secret" | "private_key_jwt" | "none";
        /** @description What is not named stays as it is */
        readonly ClientChange: {
            /** @description What people are shown */
            readonly name?: string;
            readonly jwks?: components["schemas"]["ClientJwks"];
            readonly roles?: readonly components["schemas"]["AgentRole"][];
            readonly permissions?: readonly components["schemas"]["DelegablePermission"][];
            /** @description The permissions that it may be given for a person */
            readonly scopes?: readonly components["schemas"]["Permission"][];
            readonly redirectUris?: readonly string[];
            readonly postLogoutRedirectUris?: readonly string[];
            /** @description It gets tokens bound to a key alone (RFC 9449) */
            readonly dpopBound?: boolean;
        };
        /** @description RFC 7517; public keys that the client signs its assertions with */
        readonly ClientJwks: {
            readonly keys: readonly ({
                /** @enum {string} */
                readonly kty: "EC";
                /** @enum {string} */
                readonly crv: "P-256";
                readonly x: string;
                readonly y: string;
                /** @enum {string} */
                readonly alg?: "ES256";
                readonly kid?: string;
                /** @enum {string} */
                readonly use?: "sig";
            } | {
                /** @enum {string} */
                readonly kty: "OKP";
                /** @enum {string} */
                readonly crv: "Ed25519";
                readonly x: string;
                /** @enum {string} */
                readonly alg?: "EdDSA" | "Ed25519";
                readonly kid?: string;
                /** @enum {string} */
                readonly use?: "sig";
            } | {
                /** @enum {string} */
                readonly kty: "RSA";
                readonly n: string;
                /**
                 * @description 65537 or 3
                 * @enum {string}
                 */
                readonly e: "AQAB" | "Aw";
                /** @enum {string} */
                readonly alg?: "RS256" | "PS256";
                readonly kid?: string;
                /** @enum {string} */
                readonly use?: "sig";
            })[];
        };
        readonly ClientRegistrationInput: {
            /** @description What people are shown */
            readonly name: string;
            readonly authMethod: components["schemas"]["ClientAuthMethod"];
            readonly jwks?: components["schemas"]["ClientJwks"];
            /** @default [] */
            readonly roles?: readonly components["schemas"]["AgentRole"][];
            /** @default [] */
            readonly permissions?: readonly components["schemas"]["DelegablePermission"][];
            /**
             * @description The permissions that it may be given for a person
             * @default []
             */
            readonly scopes?: readonly components["schemas"]["Permission"][];
            /** @default [] */
            readonly redirectUris?: readonly string[];
            /** @default [] */
            readonly postLogoutRedirectUris?: readonly string[];
            /**
             * @description It gets tokens bound to a key alone (RFC 9449)
             * @default false
             */
            readonly dpopBound?: boolean;
        };
        readonly ConditionExplanation: {
            readonly rule: components["schemas"]["RuleReference"];
            readonly effect: components["schemas"]["Effect"];
            readonly condition: string;
            /** @enum {string} */
            readonly result: "matched" | "not-matched" | "error";
            readonly error: string | null;
            /** @description What the condition read, by path */
            readonly values: readonly {
                readonly path: string;
                readonly value: unknown;
            }[];
            /** @description The first operand of its conjunction that did not hold; lines and columns count from 1 */
            readonly firstFailing: {
                readonly text: string;
                readonly line: number;
                readonly column: number;
            } | null;
        };
        readonly ConsistencyProof: {
            readonly from: number;
            readonly to: number;
            /** @description 32 bytes in base64 */
            readonly fromRootHash: string;
            /** @description 32 bytes in base64 */
            readonly toRootHash: string;
            readonly consistencyProof: readonly string[];
        };
        readonly ConstitutionDiff: {
            readonly from: number;
            readonly to: number;
            /** @description Title and preamble */
            readonly fields: readonly components["schemas"]["FieldChange"][];
            readonly added: readonly components["schemas"]["Principle"][];
            readonly removed: readonly components["schemas"]["Principle"][];
            readonly changed: readonly components["schemas"]["PrincipleChange"][];
            /** @description The fewest of the principles in both versions whose moving explains the new order */
            readonly moved: readonly string[];
        };
        readonly ConstitutionDraft: {
            readonly title: string;
            /** @default  */
            readonly preamble: string;
            readonly principles: readonly components["schemas"]["Principle"][];
        };
        readonly ConstitutionDraftInput: {
            readonly title: string;
            /** @default  */
            readonly preamble?: string;
            readonly principles: readonly components["schemas"]["PrincipleInput"][];
        };
        readonly ConstitutionPage: {
            readonly items: readonly components["schemas"]["ConstitutionSummary"][];
            readonly nextCursor: string | null;
        };
        readonly ConstitutionSummary: {
            readonly version: number;
            /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
            readonly digest: string;
            readonly title: string;
            readonly principleCount: number;
            /** Format: date-time */
            readonly ratifiedAt: string;
            readonly ratifiedBy: string;
            readonly constitutionalHash: string;
        };
        readonly ConstitutionValidation: {
            readonly valid: boolean;
            /** @description What the draft would be ratified under; null with faults */
            readonly digest: string | null;
            readonly faults: readonly components["schemas"]["Fault"][];
        };
        readonly ConstitutionVersion: {
            readonly version: number;
            /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
            readonly digest: string;
            readonly title: string;
            readonly principleCount: number;
            /** Format: date-time */
            readonly ratifiedAt: string;
            readonly ratifiedBy: string;
            readonly constitutionalHash: string;
            readonly document: components["schemas"]["ConstitutionDraft"];
        };
        readonly ConstitutionVersionInput: {
            readonly version: number;
            /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
            readonly digest: string;
            readonly title: string;
            readonly principleCount: number;
            /** Format: date-time */
            readonly ratifiedAt: string;
            readonly ratifiedBy: string;
            readonly constitutionalHash: string;
            readonly document: components["schemas"]["ConstitutionDraftInput"];
        };
        readonly CosignatureRequest: {
            /** @description A checkpoint of this log with the cosignatures of witnesses (C2SP tlog-cosignature) */
            readonly checkpoint: string;
        };
        readonly Cosignatures: {
            readonly treeSize: number;
            readonly witnesses: readonly {
                readonly name: string;
                /** Format: date-time */
                readonly time: string;
            }[];
        };
        readonly Decision: {
            /**
             * Format: uuid
             * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
             */
            readonly decisionId: string;
            readonly outcome: components["schemas"]["Outcome"];
            readonly reasons: readonly components["schemas"]["Reason"][];
            readonly obligations: readonly components["schemas"]["Obligation"][];
            readonly pins: components["schemas"]["Pins"];
            /** Format: date-time */
            readonly decidedAt: string;
            /** @description The approval that was used up: with it, what would escalate does not stop */
            readonly approval?: components["schemas"]["DecisionApproval"];
            /** @description With `?explain=full` alone */
            readonly explanation?: components["schemas"]["Explanation"];
            /** @description With `Prefer: wait` alone */
            readonly receipt?: components["schemas"]["Receipt"];
        };
        readonly DecisionApproval: {
            /**
             * Format: uuid
             * @description The escalated decision that was approved
             */
            readonly decisionId: string;
            /** @description Who answered: `sub` of the access token */
            readonly approvedBy: string;
            /** Format: date-time */
            readonly approvedAt: string;
        };
        readonly DecisionBatch: {
            /** @description One for each request, in its order */
            readonly decisions: readonly components["schemas"]["Decision"][];
        };
        readonly DecisionBatchRequestInput: {
            readonly requests: readonly components["schemas"]["EvaluationRequestInput"][];
        };
        readonly DecisionLabels: {
            /**
             * Format: uuid
             * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
             */
            readonly decisionId: string;
            /** @description What all current labels say, and those of reports only where there is no other; null when they contradict each other, or there are none */
            readonly label: components["schemas"]["Outcome"] | null;
            /** @description The current labels that count contradict each other */
            readonly contested: boolean;
            /** @description All that were ever given, oldest first */
            readonly labels: readonly components["schemas"]["Label"][];
        };
        /** @description Of the decisions whose pins have the version of the policy */
        readonly DecisionOutcomes: {
            readonly total: number;
            /** @description The 1000 most frequent, those first */
            readonly actions: readonly components["schemas"]["ActionOutcomes"][];
        };
        readonly DecisionPage: {
            readonly items: readonly components["schemas"]["RecordedDecision"][];
            readonly nextCursor: string | null;
        };
        /** @enum {string} */
        readonly DelegablePermission: "constitution:read" | "policies:read" | "policies:write" | "policies:propose" | "policies:activate-own" | "decisions:create" | "decisions:on-behalf" | "decisions:read" | "decisions:label" | "operations:read" | "cache:read" | "cache:invalidate" | "log:read" | "log:any-tenant" | "log:witness" | "legal-holds:read" | "legal-holds:write" | "freezes:read" | "freezes:write" | "approvals:read" | "simulations:read" | "simulations:run" | "users:read" | "clients:read" | "agents:read" | "delegations:grant" | "security-events:read" | "evolution:read" | "evolution:run" | "evolution:promote" | "tenants:any";
        readonly Delegation: {
            /** Format: uuid */
            readonly id: string;
            /** @description For whom is acted */
            readonly person: string;
            readonly grantedBy: string;
            readonly agentId: string;
            readonly parent: string | null;
            readonly depth: number;
            readonly permissions: readonly components["schemas"]["Permission"][];
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            /** @description Also when one above it was revoked */
            readonly revokedAt: string | null;
        };
        readonly DelegationPage: {
            readonly items: readonly components["schemas"]["Delegation"][];
            readonly nextCursor: string | null;
        };
        readonly DelegationRequest: {
            /**
             * Format: uuid
             * @description Who may act
             */
            readonly agentId: string;
            readonly permissions: readonly components["schemas"]["DelegablePermission"][];
            /** Format: date-time */
            readonly expiresAt: string;
            /**
             * Format: uuid
             * @description Of an agent: the delegation that it passes a part of on
             */
            readonly parent?: string;
        };
        readonly DoubleParameter: {
            /** @enum {string} */
            readonly type: "double";
            readonly min: number;
            readonly max: number;
            readonly default: number;
        };
        /** @enum {string} */
        readonly Effect: "forbid" | "escalate" | "warn" | "permit";
        readonly Erasure: {
            /**
             * Format: uuid
             * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
             */
            readonly decisionId: string;
            /** @description JSON Pointers into the request */
            readonly erased: readonly string[];
        };
        readonly EvaluationRequest: {
            readonly subject: {
                readonly type: string;
                readonly id: string;
                /** @default {} */
                readonly properties: {
                    readonly [key: string]: unknown;
                };
            };
            readonly action: {
                readonly name: string;
                /** @default {} */
                readonly properties: {
                    readonly [key: string]: unknown;
                };
            };
            readonly resource: {
                readonly type: string;
                readonly id: string;
                /** @default {} */
                readonly properties: {
                    readonly [key: string]: unknown;
                };
            };
            /** @default {} */
            readonly context: {
                readonly [key: string]: unknown;
            };
        };
        readonly EvaluationRequestInput: {
            readonly subject: {
                readonly type: string;
                readonly id: string;
                /** @default {} */
                readonly properties?: {
                    readonly [key: string]: unknown;
                };
            };
            readonly action: {
                readonly name: string;
                /** @default {} */
                readonly properties?: {
                    readonly [key: string]: unknown;
                };
            };
            readonly resource: {
                readonly type: string;
                readonly id: string;
                /** @default {} */
                readonly properties?: {
                    readonly [key: string]: unknown;
                };
            };
            /** @default {} */
            readonly context?: {
                readonly [key: string]: unknown;
            };
        };
        /** @enum {string} */
        readonly EvaluationsSemantic: "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";
        readonly EvidenceBundle: {
            /** @enum {number} */
            readonly bundleVersion: 1;
            readonly receipt: components["schemas"]["Receipt"];
            readonly constitution: components["schemas"]["ConstitutionVersion"] | null;
            readonly constitutionReceipt: components["schemas"]["Receipt"] | null;
            readonly policies: readonly {
                readonly version: number;
                /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
                readonly digest: string;
                readonly document: components["schemas"]["PolicyDraft"];
            }[];
            readonly policySetReceipt: components["schemas"]["Receipt"] | null;
            readonly approval?: components["schemas"]["ApprovalEvidence"];
            readonly keys: components["schemas"]["LogKeys"];
        };
        readonly EvidenceBundleInput: {
            /** @enum {number} */
            readonly bundleVersion: 1;
            readonly receipt: components["schemas"]["Receipt"];
            readonly constitution: components["schemas"]["ConstitutionVersionInput"] | null;
            readonly constitutionReceipt: components["schemas"]["Receipt"] | null;
            readonly policies: readonly {
                readonly version: number;
                /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
                readonly digest: string;
                readonly document: components["schemas"]["PolicyDraftInput"];
            }[];
            readonly policySetReceipt: components["schemas"]["Receipt"] | null;
            readonly approval?: components["schemas"]["ApprovalEvidence"];
            readonly keys: components["schemas"]["LogKeys"];
        };
        readonly EvolutionCandidate: {
            readonly id: string;
            /** @description Where it differs from the policy of today */
            readonly changes: readonly components["schemas"]["EvolutionChange"][];
            readonly training: components["schemas"]["EvolutionMeasure"];
            /** @description Once the run is complete */
            readonly heldOut: components["schemas"]["EvolutionMeasure"] | null;
            readonly warnings: readonly components["schemas"]["EvolutionWarning"][];
            /** @description False for what a replay against newer rules has ruled out */
            readonly feasible: boolean;
            readonly review: components["schemas"]["EvolutionReview"] | null;
        };
        readonly EvolutionCandidateDetail: {
            readonly id: string;
            /** @description Where it differs from the policy of today */
            readonly changes: readonly components["schemas"]["EvolutionChange"][];
            readonly training: components["schemas"]["EvolutionMeasure"];
            /** @description Once the run is complete */
            readonly heldOut: components["schemas"]["EvolutionMeasure"] | null;
            readonly warnings: readonly components["schemas"]["EvolutionWarning"][];
            /** @description False for what a replay against newer rules has ruled out */
            readonly feasible: boolean;
            readonly review: components["schemas"]["EvolutionReview"] | null;
            /** @description The policy as it would be */
            readonly document: components["schemas"]["PolicyDraft"];
        };
        readonly EvolutionChange: {
            readonly rule: string;
            readonly parameter: string;
            readonly from: number | string | boolean;
            readonly to: number | string | boolean;
        };
        readonly EvolutionFlip: {
            /**
             * Format: uuid
             * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
             */
            readonly decisionId: string;
            /** Format: date-time */
            readonly decidedAt: string;
            readonly action: string;
            readonly heldOut: boolean;
            readonly label: components["schemas"]["Outcome"];
            /** @description Under the policy of today */
            readonly from: components["schemas"]["Outcome"];
            /** @description Under the candidate */
            readonly to: components["schemas"]["Outcome"];
            /**
             * @description Measured by the label
             * @enum {string}
             */
            readonly change: "better" | "worse";
        };
        readonly EvolutionFlipPage: {
            readonly items: readonly components["schemas"]["EvolutionFlip"][];
            readonly nextCursor: string | null;
        };
        readonly EvolutionFront: {
            readonly run: components["schemas"]["EvolutionRun"];
            /** @description The policy as it is, once the run is complete */
            readonly today: {
                readonly training: components["schemas"]["EvolutionMeasure"];
                readonly heldOut: components["schemas"]["EvolutionMeasure"];
            } | null;
            /** @description Those that no other is better than in all */
            readonly candidates: readonly components["schemas"]["EvolutionCandidate"][];
        };
        readonly EvolutionGuard: {
            /**
             * @description waiting: the version is not active now. watching. held: the time is over, nothing was crossed. unjudged: it is over, and there was too little to say so. superseded: it is over, and somebody else had put another version in force
             * @enum {string}
             */
            readonly status: "waiting" | "watching" | "held" | "unjudged" | "rolled-back" | "superseded";
            readonly hours: number;
            readonly bounds: components["schemas"]["EvolutionGuardBounds"];
            readonly activeSince: string | null;
            readonly until: string | null;
            readonly comparison: {
                /** @description Live ones of actions with enough evidence, and enough decisions of the version before */
                readonly decisions: number;
                /** @description Of other actions: their outcomes are not judged */
                readonly unknown: number;
                /** @description Live ones with a label, of actions with enough evidence */
                readonly labelled: number;
                readonly shares: {
                    readonly allow: components["schemas"]["EvolutionGuardShare"];
                    readonly deny: components["schemas"]["EvolutionGuardShare"];
                    readonly escalate: components["schemas"]["EvolutionGuardShare"];
                    /** @description Of the labelled ones */
                    readonly harmful: {
                        readonly predicted: number;
                        readonly live: number;
                    };
                };
                readonly crossed: readonly ("allow" | "deny" | "escalate" | "harmful")[];
            } | null;
        };
        /** @description How far shares of live outcomes may be from what is expected, beyond what chance explains; of harmful ones among labelled ones, above it. With fewer decisions than the minimum no outcomes are judged, with fewer labelled ones no harm */
        readonly EvolutionGuardBounds: {
            /** @default 0.1 */
            readonly allow: number;
            /** @default 0.1 */
            readonly deny: number;
            /** @default 0.1 */
            readonly escalate: number;
            /** @default 0.02 */
            readonly harmful: number;
            /** @default 50 */
            readonly minimum: number;
            /** @default 20 */
            readonly labelled: number;
        };
        /** @description How far shares of live outcomes may be from what is expected, beyond what chance explains; of harmful ones among labelled ones, above it. With fewer decisions than the minimum no outcomes are judged, with fewer labelled ones no harm */
        readonly EvolutionGuardBoundsInput: {
            /** @default 0.1 */
            readonly allow?: number;
            /** @default 0.1 */
            readonly deny?: number;
            /** @default 0.1 */
            readonly escalate?: number;
            /** @default 0.02 */
            readonly harmful?: number;
            /** @default 50 */
            readonly minimum?: number;
            /** @default 20 */
            readonly labelled?: number;
        };
        readonly EvolutionGuardShare: {
            /** @description Of the version before, live */
            readonly before: number;
            /** @description That, changed as much as what was held out */
            readonly predicted: number;
            readonly live: number;
        };
        /** @description 95 % by bootstrap */
        readonly EvolutionInterval: {
            readonly low: number;
            readonly high: number;
        };
        readonly EvolutionMeasure: {
            readonly scores: components["schemas"]["EvolutionScores"];
            /** @description Once the run is complete */
            readonly intervals: {
                readonly harm: components["schemas"]["EvolutionInterval"];
                readonly stopped: components["schemas"]["EvolutionInterval"];
                readonly asked: components["schemas"]["EvolutionInterval"];
            } | null;
        };
        /**
         * @description What is made small: harm that is let through, work that is stopped, people who are asked, the distance from the settings of today. Shares from 0 to 1
         * @enum {string}
         */
        readonly EvolutionObjective: "harm" | "stopped" | "asked" | "distance";
        readonly EvolutionParameter: {
            readonly rule: string;
            readonly parameter: string;
        };
        readonly EvolutionPromotionInput: {
            /**
             * @description Rolls back by itself when live outcomes are not as predicted; null for none
             * @default {}
             */
            readonly guard?: {
                /**
                 * @description From when the version is active
                 * @default 24
                 */
                readonly hours?: number;
                /** @default {} */
                readonly bounds?: components["schemas"]["EvolutionGuardBoundsInput"];
            } | null;
        };
        readonly EvolutionRejection: {
            readonly reason: string;
        };
        readonly EvolutionReview: {
            /** @enum {string} */
            readonly status: "promoted" | "rejected";
            readonly by: string;
            /** Format: date-time */
            readonly at: string;
            readonly reason: string | null;
            /** @description The version in review that came of it */
            readonly policyVersion: number | null;
            readonly guard: components["schemas"]["EvolutionGuard"] | null;
        };
        readonly EvolutionRun: {
            /** Format: uuid */
            readonly id: string;
            readonly policy: string;
            /** @description The version of the policy that candidates are held against */
            readonly basedOn: number;
            /** @description The rules under which candidates are scored */
            readonly pins: components["schemas"]["Pins"];
            readonly status: components["schemas"]["EvolutionRunStatus"];
            /** @description Other rules are in force by now; nothing is promoted before the front was scored against them */
            readonly outdated: boolean;
            readonly failure: string | null;
            /** @description `sub` of the access token */
            readonly startedBy: string;
            /** Format: date-time */
            readonly startedAt: string;
            readonly finishedAt: string | null;
            readonly parameters: readonly components["schemas"]["EvolutionParameter"][];
            readonly evidence: {
                /** Format: date-time */
                readonly from: string;
                /** Format: date-time */
                readonly to: string;
                readonly heldOutShare: number;
                /** @description Decisions that are searched with */
                readonly training: number;
                readonly heldOut: number;
                /** @description Labelled decisions whose request was erased, before or since: left out */
                readonly erased: number;
            };
            readonly objectives: readonly components["schemas"]["EvolutionObjective"][];
            readonly budget: {
                readonly population: number;
                readonly generations: number;
            };
            readonly seed: number;
            /** @description How many are over */
            readonly generation: number;
            /** @description Different candidates that were scored */
            readonly evaluated: number;
            readonly hypervolume: number | null;
        };
        readonly EvolutionRunDraftInput: {
            /** @description The policy whose active version is to be tuned */
            readonly policy: string;
            /** @description All that have room, unless told */
            readonly parameters?: readonly components["schemas"]["EvolutionParameter"][];
            /** @description Labelled decisions of that time, its end not among them */
            readonly evidence: {
                /** Format: date-time */
                readonly from: string;
                /** Format: date-time */
                readonly to: string;
                /**
                 * @description The newest so many are not searched with: candidates are judged by them
                 * @default 0.3
                 */
                readonly heldOutShare?: number;
            };
            /**
             * @default [
             *       "harm",
             *       "stopped",
             *       "asked",
             *       "distance"
             *     ]
             */
            readonly objectives?: readonly components["schemas"]["EvolutionObjective"][];
            /** @default {} */
            readonly budget?: {
                /** @default 100 */
                readonly population?: number;
                /** @default 50 */
                readonly generations?: number;
            };
            /** @default 1 */
            readonly seed?: number;
        };
        readonly EvolutionRunPage: {
            readonly items: readonly components["schemas"]["EvolutionRun"][];
            readonly nextCursor: string | null;
        };
        /** @enum {string} */
        readonly EvolutionRunStatus: "running" | "paused" | "completed" | "replaying" | "cancelled" | "failed";
        readonly EvolutionScores: {
            readonly harm: number;
            readonly stopped: number;
            readonly asked: number;
            readonly distance: number;
        };
        /** @description It is worse on what was held out than chance explains: it may be fitted to its training */
        readonly EvolutionWarning: {
            /** @enum {string} */
            readonly objective: "harm" | "stopped" | "asked";
            readonly training: number;
            readonly heldOut: number;
        };
        readonly Explanation: {
            /** @description Every rule that gave a reason */
            readonly rules: readonly components["schemas"]["ConditionExplanation"][];
            /** @description Permits in scope that did not match, those with the most holding operands first */
            readonly nearestPermits: readonly components["schemas"]["ConditionExplanation"][];
            /** @description What denied before any rule was asked; `rules` and `nearestPermits` are empty then */
            readonly freeze?: components["schemas"]["FreezeReference"];
        };
        readonly Fault: {
            /** @description JSON Pointer (RFC 6901) into the body, or the name of a parameter */
            readonly path: string;
            readonly message: string;
            /** @description Line in the condition, from 1 */
            readonly line?: number;
            /** @description Column in the condition, from 1 */
            readonly column?: number;
            readonly suggestion?: string;
        };
        /** @description `path` is a JSON Pointer (RFC 6901); lists are compared whole */
        readonly FieldChange: {
            readonly path: string;
            readonly before: unknown;
            readonly after: unknown;
        };
        /** @description Those with the most flips first, 50 at most */
        readonly FlipBreakdown: {
            readonly by: components["schemas"]["FlipsBy"];
            readonly items: readonly components["schemas"]["FlipCount"][];
        };
        /**
         * @description better: the candidate does what the label says. worse: the recorded outcome did. neither: neither does.
         * @enum {string}
         */
        readonly FlipChange: "better" | "worse" | "neither" | "unlabelled";
        readonly FlipCount: {
            readonly name: string;
            readonly flips: number;
            readonly better: number;
            readonly worse: number;
        };
        readonly FlipReason: {
            /** @description Principle id, or `policy/rule` */
            readonly rule: string | null;
            readonly code: components["schemas"]["ReasonCode"];
            readonly effect: components["schemas"]["Effect"] | null;
            readonly message: string;
            /** @description Why the condition could not be evaluated */
            readonly error: string | null;
        };
        /** @description Reasons are none where the outcome was uploaded */
        readonly FlipSide: {
            readonly outcome: components["schemas"]["Outcome"];
            readonly reasons: readonly components["schemas"]["FlipReason"][];
        };
        /** @enum {string} */
        readonly FlipsBy: "subject" | "action" | "rule";
        readonly Freeze: {
            /** @description UUIDv7 (RFC 9562) */
            readonly freezeId: string;
            readonly status: components["schemas"]["FreezeStatus"];
            readonly scope: components["schemas"]["FreezeScope"];
            readonly reason: string;
            readonly placedBy: string;
            /** Format: date-time */
            readonly placedAt: string;
            readonly expiresAt: string | null;
            readonly liftedBy: string | null;
            readonly liftedAt: string | null;
            readonly liftReason: string | null;
        };
        readonly FreezeDraftInput: {
            readonly scope: components["schemas"]["FreezeScope"];
            /** @description Why. Whoever is denied reads it, and the log keeps it for ever: name no people */
            readonly reason: string;
            /**
             * Format: date-time
             * @description When it ends of itself; without it, when it is lifted
             */
            readonly expiresAt?: string;
        };
        readonly FreezeLiftInput: {
            readonly reason: string;
        };
        readonly FreezePage: {
            readonly items: readonly components["schemas"]["Freeze"][];
            readonly nextCursor: string | null;
        };
        readonly FreezeReference: {
            readonly freezeId: string;
            /** @enum {string} */
            readonly covers: "subject" | "action" | "everything";
            readonly reason: string;
            /** Format: date-time */
            readonly placedAt: string;
            readonly expiresAt: string | null;
        };
        readonly FreezeScope: {
            readonly subject?: components["schemas"]["FrozenSubject"];
            /**
             * @description Glob: `*` stands for any run of characters
             * @example send_*
             */
            readonly action?: string;
            /** @enum {boolean} */
            readonly everything?: true;
        };
        /** @enum {string} */
        readonly FreezeStatus: "in-force" | "lifted" | "expired";
        readonly FrozenSubject: {
            readonly type: string;
            readonly id: string;
        };
        readonly GivenApprovalAnswer: {
            readonly answer: components["schemas"]["ApprovalAnswer"];
            /** @description `sub` of the access token */
            readonly answeredBy: string;
            /** Format: date-time */
            readonly answeredAt: string;
            /** @description When an approval can be used no longer; null for a refusal */
            readonly expiresAt: string | null;
            /** @description Not in the log; gone when the decision is erased */
            readonly note: string | null;
            readonly withdrawnAt: string | null;
            readonly withdrawnBy: string | null;
        };
        readonly ImportedLabels: {
            readonly suite: string;
            /** @description Without those that the caller has given before */
            readonly added: number;
        };
        readonly InclusionProof: {
            readonly leafIndex: number;
            readonly treeSize: number;
            /** @description 32 bytes in base64 */
            readonly leafHash: string;
            /** @description 32 bytes in base64 */
            readonly rootHash: string;
            readonly inclusionProof: readonly string[];
        };
        readonly IntParameter: {
            /** @enum {string} */
            readonly type: "int";
            readonly min: number;
            readonly max: number;
            readonly default: number;
        };
        readonly Invitation: {
            /** Format: uuid */
            readonly id: string;
            readonly email: string;
            readonly name: string;
            readonly roles: readonly components["schemas"]["Role"][];
            /** @description Id of the person or client */
            readonly invitedBy: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
        };
        readonly InvitationDraft: {
            /** Format: email */
            readonly email: string;
            readonly name: string;
            readonly roles: readonly components["schemas"]["Role"][];
        };
        readonly InvitationPage: {
            readonly items: readonly components["schemas"]["Invitation"][];
            readonly nextCursor: string | null;
        };
        readonly JsonValue: unknown;
        readonly KeySet: {
            readonly keys: readonly {
                /** @enum {string} */
                readonly kty: "EC";
                /** @enum {string} */
                readonly crv: "P-256";
                readonly x: string;
                readonly y: string;
                readonly kid: string;
                /** @enum {string} */
                readonly alg: "ES256";
                /** @enum {string} */
                readonly use: "sig";
            }[];
        };
        readonly Label: {
            readonly outcome: components["schemas"]["Outcome"];
            /** @description null once the decision was erased */
            readonly reason: string | null;
            readonly source: components["schemas"]["LabelSource"];
            readonly suite: string | null;
            readonly labelledBy: string;
            /** Format: date-time */
            readonly labelledAt: string;
            /** @description The newest of who gave it, apart from reports; the earlier ones do not count */
            readonly current: boolean;
        };
        readonly LabelDraft: {
            /** @description What would have been right */
            readonly outcome: components["schemas"]["Outcome"];
            readonly reason: string;
        };
        readonly LabelImportInput: {
            readonly suite: string;
            readonly labels: readonly {
                /**
                 * Format: uuid
                 * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
                 */
                readonly decisionId: string;
                /** @description What would have been right */
                readonly outcome: components["schemas"]["Outcome"];
                readonly reason: string;
            }[];
        };
        /**
         * @description A reviewer, who asked for the decision, or an imported suite
         * @enum {string}
         */
        readonly LabelSource: "review" | "report" | "suite";
        readonly LabelledDecision: {
            /**
             * Format: uuid
             * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
             */
            readonly decisionId: string;
            /** Format: date-time */
            readonly decidedAt: string;
            readonly request: components["schemas"]["EvaluationRequest"];
            readonly outcome: components["schemas"]["Outcome"];
            /** @description It was made with an approval */
            readonly approved: boolean;
            /** @description Fields of the request were erased */
            readonly erased: boolean;
            /** @description What all current labels say, and those of reports only where there is no other; null when they contradict each other, or there are none */
            readonly label: components["schemas"]["Outcome"] | null;
            /** @description The current ones */
            readonly labels: readonly components["schemas"]["Label"][];
        };
        readonly LabelledDecisionPage: {
            readonly items: readonly components["schemas"]["LabelledDecision"][];
            readonly nextCursor: string | null;
        };
        readonly LegalHold: {
            /** @description UUIDv7 (RFC 9562) */
            readonly holdId: string;
            readonly reason: string;
            readonly subject: string | null;
            readonly resource: string | null;
            readonly from: string | null;
            readonly to: string | null;
            readonly placedBy: string;
            /** Format: date-time */
            readonly placedAt: string;
            /** @description null while the hold is in force */
            readonly releasedBy: string | null;
            readonly releasedAt: string | null;
            readonly releaseReason: string | null;
        };
        readonly LegalHoldDraftInput: {
            /** @description Why, for those who read holds: the case, the order of a court */
            readonly reason: string;
            /** @description Id of the subject that asked */
            readonly subject?: string;
            /** @description Id of the resource */
            readonly resource?: string;
            /**
             * Format: date-time
             * @description Decided at or after
             */
            readonly from?: string;
            /**
             * Format: date-time
             * @description Decided before
             */
            readonly to?: string;
        };
        readonly LegalHoldPage: {
            readonly items: readonly components["schemas"]["LegalHold"][];
            readonly nextCursor: string | null;
        };
        readonly LegalHoldReleaseInput: {
            readonly reason: string;
        };
        readonly LogKey: {
            /** @description `name+hash+key`, as C2SP signed-note has it */
            readonly verifierKey: string;
            /** @description Ed25519, 32 bytes in base64 */
            readonly publicKey: string;
            /** Format: date-time */
            readonly validFrom: string;
            /** @description Signs nothing any more after it; null: it signs */
            readonly validTo: string | null;
        };
        readonly LogKeyRotationInput: {
            /**
             * @description For which the keys before it go on signing, so that verifiers can learn of the new one
             * @default 86400
             */
            readonly overlapSeconds?: number;
        };
        readonly LogKeys: {
            readonly origin: string;
            /** @description Newest first */
            readonly keys: readonly components["schemas"]["LogKey"][];
        };
        readonly NewApiKey: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly owner: string;
            /** @description As whom it acts */
            readonly subject: string;
            readonly permissions: readonly components["schemas"]["Permission"][];
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            /** @description To the minute, and up to five minutes late */
            readonly lastUsedAt: string | null;
            readonly revokedAt: string | null;
            /** @description Shown this once: `acgs_`, id, secret and checksum */
            readonly key: string;
        };
        readonly OAuthClient: {
            /** @description Its client id, and the subject of the tokens that it gets for itself */
            readonly id: string;
            readonly name: string | null;
            readonly authMethod: components["schemas"]["ClientAuthMethod"];
            readonly jwks: components["schemas"]["ClientJwks"] | null;
            readonly roles: readonly components["schemas"]["Role"][];
            readonly permissions: readonly components["schemas"]["Permission"][];
            readonly scopes: readonly components["schemas"]["Permission"][];
            readonly redirectUris: readonly string[];
            readonly postLogoutRedirectUris: readonly string[];
            readonly dpopBound: boolean;
            /** @description The clients file names it: it is changed there alone */
            readonly inFile: boolean;
            /** Format: date-time */
            readonly createdAt: string;
        };
        readonly OAuthClientPage: {
            readonly items: readonly components["schemas"]["OAuthClient"][];
            readonly nextCursor: string | null;
        };
        readonly OAuthClientWithSecret: {
            /** @description Its client id, and the subject of the tokens that it gets for itself */
            readonly id: string;
            readonly name: string | null;
            readonly authMethod: components["schemas"]["ClientAuthMethod"];
            readonly jwks: components["schemas"]["ClientJwks"] | null;
            readonly roles: readonly components["schemas"]["Role"][];
            readonly permissions: readonly components["schemas"]["Permission"][];
            readonly scopes: readonly components["schemas"]["Permission"][];
            readonly redirectUris: readonly string[];
            readonly postLogoutRedirectUris: readonly string[];
            readonly dpopBound: boolean;
            /** @description The clients file names it: it is changed there alone */
            readonly inFile: boolean;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Shown this once; null for a client that does not authenticate with one */
            readonly secret: string | null;
        };
        /** @description What the caller must do when it carries out the decision */
        readonly Obligation: {
            readonly id: string;
            /** @default {} */
            readonly properties: {
                readonly [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /** @description What the caller must do when it carries out the decision */
        readonly ObligationInput: {
            readonly id: string;
            /** @default {} */
            readonly properties?: {
                readonly [key: string]: components["schemas"]["JsonValue"];
            };
        };
        readonly Opening: {
            /** @description JSON Pointer into the entry */
            readonly pointer: string;
            /** @description 32 bytes in base64 */
            readonly salt: string;
            readonly value: unknown;
        };
        /** @enum {string} */
        readonly Outcome: "allow" | "deny" | "escalate";
        readonly OutcomeCount: {
            readonly recorded: components["schemas"]["Outcome"];
            readonly candidate: components["schemas"]["Outcome"];
            readonly count: number;
        };
        readonly ParameterBound: {
            /**
             * @description Ids of policies
             * @default [
             *       "*"
             *     ]
             */
            readonly policies: readonly string[];
            readonly parameter: string;
            readonly min?: number;
            readonly max?: number;
        };
        readonly ParameterBoundInput: {
            /**
             * @description Ids of policies
             * @default [
             *       "*"
             *     ]
             */
            readonly policies?: readonly string[];
            readonly parameter: string;
            readonly min?: number;
            readonly max?: number;
        };
        readonly PartialAccessEvaluationInput: {
            readonly subject?: unknown;
            readonly action?: unknown;
            readonly resource?: unknown;
            readonly context?: unknown;
        };
        /** @enum {string} */
        readonly Permission: "constitution:read" | "constitution:ratify" | "policies:read" | "policies:write" | "policies:propose" | "policies:activate" | "policies:activate-own" | "policies:roll-back" | "decisions:create" | "decisions:on-behalf" | "decisions:read" | "decisions:label" | "operations:read" | "cache:read" | "cache:invalidate" | "log:read" | "log:any-tenant" | "log:witness" | "log:rotate-keys" | "decisions:erase" | "legal-holds:read" | "legal-holds:write" | "freezes:read" | "freezes:write" | "freezes:lift" | "approvals:read" | "approvals:answer" | "simulations:read" | "simulations:run" | "users:read" | "users:write" | "roles:grant" | "clients:read" | "clients:write" | "agents:read" | "agents:write" | "agents:register" | "api-keys:write" | "delegations:grant" | "security-events:read" | "signing-keys:rotate" | "evolution:read" | "evolution:run" | "evolution:promote" | "tenants:any";
        /** @description Null where no constitution or no policy was in force */
        readonly Pins: {
            readonly constitutionalHash: string;
            readonly constitutionVersion: number | null;
            readonly constitutionDigest: string | null;
            readonly policySetDigest: string | null;
            readonly engineVersion: string;
        };
        readonly PlacedFreeze: {
            /** @description UUIDv7 (RFC 9562) */
            readonly freezeId: string;
            readonly status: components["schemas"]["FreezeStatus"];
            readonly scope: components["schemas"]["FreezeScope"];
            readonly reason: string;
            readonly placedBy: string;
            /** Format: date-time */
            readonly placedAt: string;
            readonly expiresAt: string | null;
            readonly liftedBy: string | null;
            readonly liftedAt: string | null;
            readonly liftReason: string | null;
            /**
             * Format: date-time
             * @description From then on, no process of the engine decides without it: one that has not heard of it denies
             */
            readonly bindsEveryProcessBy: string;
        };
        readonly PolicyActivation: {
            /** @description null takes the policy out of force */
            readonly version: number | null;
            readonly reason?: string;
        };
        /** @description A change of what is in force; the log has the same */
        readonly PolicyChange: {
            /** @description From 1, in their order */
            readonly number: number;
            readonly kind: components["schemas"]["PolicyChangeKind"];
            /** @description null when none was in force */
            readonly from: number | null;
            /** @description null when none is in force since */
            readonly to: number | null;
            /** @description Of the document of `to` */
            readonly digest: string | null;
            /** @description null for what was done before it was kept */
            readonly actedBy: string | null;
            /** @description Who acted for `actedBy`, from who did it outwards; null as `clientId` */
            readonly actors: readonly string[] | null;
            /** @description The client of the token; null for what was done before it was kept */
            readonly clientId: string | null;
            /** Format: date-time */
            readonly actedAt: string;
            readonly reason: string | null;
            /** @description By its own author, with `policies:activate-own` */
            readonly selfActivated: boolean;
        };
        /** @enum {string} */
        readonly PolicyChangeKind: "activation" | "rollback" | "retirement";
        readonly PolicyChangePage: {
            readonly items: readonly components["schemas"]["PolicyChange"][];
            readonly nextCursor: string | null;
        };
        readonly PolicyDraft: {
            readonly id: string;
            readonly title: string;
            /** @description The team that answers for it */
            readonly owner: string;
            /** @default  */
            readonly description: string;
            readonly rules: readonly components["schemas"]["PolicyRule"][];
            /** @description A version that fails one of them is refused */
            readonly tests?: readonly components["schemas"]["PolicyTest"][];
        };
        readonly PolicyDraftInput: {
            readonly id: string;
            readonly title: string;
            /** @description The team that answers for it */
            readonly owner: string;
            /** @default  */
            readonly description?: string;
            readonly rules: readonly components["schemas"]["PolicyRuleInput"][];
            /** @description A version that fails one of them is refused */
            readonly tests?: readonly components["schemas"]["PolicyTestInput"][];
        };
        /** @description The candidate of an evolution run that the version was */
        readonly PolicyOrigin: {
            /** Format: uuid */
            readonly runId: string;
            readonly candidateId: string;
            readonly promotedBy: string;
        };
        readonly PolicyPage: {
            readonly items: readonly components["schemas"]["PolicySummary"][];
            readonly nextCursor: string | null;
        };
        readonly PolicyProposalInput: {
            readonly document: components["schemas"]["PolicyDraftInput"];
            /** @description Only when this version is in force */
            readonly basedOn: number;
            /** @description In whose name; he does not put it in force */
            readonly author: string;
            readonly origin: components["schemas"]["PolicyOrigin"];
        };
        readonly PolicyReference: {
            readonly id: string;
            readonly version: number;
        };
        readonly PolicyRejection: {
            readonly reason: string;
        };
        readonly PolicyReview: {
            readonly submittedBy: string;
            /** Format: date-time */
            readonly submittedAt: string;
            readonly rejectedBy: string | null;
            readonly rejectedAt: string | null;
            /** @description Why it was rejected */
            readonly reason: string | null;
        };
        readonly PolicyRollback: {
            readonly reason: string;
            /** @description Only when this version is in force */
            readonly from?: number;
        };
        readonly PolicyRule: {
            readonly id: string;
            readonly title: string;
            /**
             * @default {
             *       "subjects": [
             *         "*"
             *       ],
             *       "actions": [
             *         "*"
             *       ],
             *       "resources": [
             *         "*"
             *       ]
             *     }
             */
            readonly scope: components["schemas"]["Scope"];
            /**
             * @description CEL over `subject`, `action`, `resource`, `context`, and what `params` declares
             * @default true
             * @example action.properties.amount > 100.0
             */
            readonly when: string;
            /**
             * @description What the condition reads as `params.<name>`
             * @example {
             *       "limit": {
             *         "type": "double",
             *         "min": 0,
             *         "max": 10000,
             *         "default": 500
             *       }
             *     }
             */
            readonly params?: {
                readonly [key: string]: components["schemas"]["RuleParameter"];
            };
            readonly message: string;
            /** @default [] */
            readonly obligations: readonly components["schemas"]["Obligation"][];
            readonly effect: components["schemas"]["Effect"];
        };
        readonly PolicyRuleInput: {
            readonly id: string;
            readonly title: string;
            /**
             * @default {
             *       "subjects": [
             *         "*"
             *       ],
             *       "actions": [
             *         "*"
             *       ],
             *       "resources": [
             *         "*"
             *       ]
             *     }
             */
            readonly scope?: components["schemas"]["ScopeInput"];
            /**
             * @description CEL over `subject`, `action`, `resource`, `context`, and what `params` declares
             * @default true
             * @example action.properties.amount > 100.0
             */
            readonly when?: string;
            /**
             * @description What the condition reads as `params.<name>`
             * @example {
             *       "limit": {
             *         "type": "double",
             *         "min": 0,
             *         "max": 10000,
             *         "default": 500
             *       }
             *     }
             */
            readonly params?: {
                readonly [key: string]: components["schemas"]["RuleParameter"];
            };
            readonly message: string;
            /** @default [] */
            readonly obligations?: readonly components["schemas"]["ObligationInput"][];
            readonly effect: components["schemas"]["Effect"];
        };
        /**
         * @description `retired` was in force, and is no more
         * @enum {string}
         */
        readonly PolicyStatus: "draft" | "in-review" | "rejected" | "active" | "retired";
        readonly PolicySummary: {
            readonly id: string;
            readonly version: number;
            /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
            readonly digest: string;
            readonly title: string;
            readonly owner: string;
            readonly ruleCount: number;
            readonly active: boolean;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Its author, who does not put it in force */
            readonly createdBy: string;
            readonly status: components["schemas"]["PolicyStatus"];
            /** @description null for one that was never submitted */
            readonly review: components["schemas"]["PolicyReview"] | null;
            /** @description null for one that somebody has written */
            readonly origin: components["schemas"]["PolicyOrigin"] | null;
            readonly constitutionalHash: string;
        };
        /** @description What the policy alone, under the constitution in force, has to make of a request */
        readonly PolicyTest: {
            readonly name: string;
            readonly request: components["schemas"]["EvaluationRequest"];
            readonly outcome: components["schemas"]["Outcome"];
        };
        /** @description What the policy alone, under the constitution in force, has to make of a request */
        readonly PolicyTestInput: {
            readonly name: string;
            readonly request: components["schemas"]["EvaluationRequestInput"];
            readonly outcome: components["schemas"]["Outcome"];
        };
        readonly PolicyVersion: {
            readonly id: string;
            readonly version: number;
            /** @description SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal */
            readonly digest: string;
            readonly title: string;
            readonly owner: string;
            readonly ruleCount: number;
            readonly active: boolean;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Its author, who does not put it in force */
            readonly createdBy: string;
            readonly status: components["schemas"]["PolicyStatus"];
            /** @description null for one that was never submitted */
            readonly review: components["schemas"]["PolicyReview"] | null;
            /** @description null for one that somebody has written */
            readonly origin: components["schemas"]["PolicyOrigin"] | null;
            readonly constitutionalHash: string;
            readonly document: components["schemas"]["PolicyDraft"];
        };
        readonly Principle: {
            readonly id: string;
            readonly title: string;
            /** @description The article, in words for people */
            readonly statement: string;
            readonly category: string;
            readonly severity: components["schemas"]["Severity"];
            readonly rule: components["schemas"]["PrincipleRule"];
            /** @description What parameters of policies may be */
            readonly bounds?: readonly components["schemas"]["ParameterBound"][];
        };
        readonly PrincipleChange: {
            readonly id: string;
            readonly fields: readonly components["schemas"]["FieldChange"][];
        };
        /** @enum {string} */
        readonly PrincipleEffect: "forbid" | "escalate" | "warn";
        readonly PrincipleInput: {
            readonly id: string;
            readonly title: string;
            /** @description The article, in words for people */
            readonly statement: string;
            readonly category: string;
            readonly severity: components["schemas"]["Severity"];
            readonly rule: components["schemas"]["PrincipleRuleInput"];
            /** @description What parameters of policies may be */
            readonly bounds?: readonly components["schemas"]["ParameterBoundInput"][];
        };
        readonly PrincipleRule: {
            /**
             * @default {
             *       "subjects": [
             *         "*"
             *       ],
             *       "actions": [
             *         "*"
             *       ],
             *       "resources": [
             *         "*"
             *       ]
             *     }
             */
            readonly scope: components["schemas"]["Scope"];
            /**
             * @description CEL over `subject`, `action`, `resource`, `context`, and what `params` declares
             * @default true
             * @example action.properties.amount > 100.0
             */
            readonly when: string;
            /**
             * @description What the condition reads as `params.<name>`
             * @example {
             *       "limit": {
             *         "type": "double",
             *         "min": 0,
             *         "max": 10000,
             *         "default": 500
             *       }
             *     }
             */
            readonly params?: {
                readonly [key: string]: components["schemas"]["RuleParameter"];
            };
            readonly message: string;
            /** @default [] */
            readonly obligations: readonly components["schemas"]["Obligation"][];
            readonly effect: components["schemas"]["PrincipleEffect"];
        };
        readonly PrincipleRuleInput: {
            /**
             * @default {
             *       "subjects": [
             *         "*"
             *       ],
             *       "actions": [
             *         "*"
             *       ],
             *       "resources": [
             *         "*"
             *       ]
             *     }
             */
            readonly scope?: components["schemas"]["ScopeInput"];
            /**
             * @description CEL over `subject`, `action`, `resource`, `context`, and what `params` declares
             * @default true
             * @example action.properties.amount > 100.0
             */
            readonly when?: string;
            /**
             * @description What the condition reads as `params.<name>`
             * @example {
             *       "limit": {
             *         "type": "double",
             *         "min": 0,
             *         "max": 10000,
             *         "default": 500
             *       }
             *     }
             */
            readonly params?: {
                readonly [key: string]: components["schemas"]["RuleParameter"];
            };
            readonly message: string;
            /** @default [] */
            readonly obligations?: readonly components["schemas"]["ObligationInput"][];
            readonly effect: components["schemas"]["PrincipleEffect"];
        };
        /** @description Problem details, RFC 9457 */
        readonly Problem: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail?: string;
            readonly instance?: string;
            readonly faults?: readonly components["schemas"]["Fault"][];
        } & {
            readonly [key: string]: unknown;
        };
        readonly QueryPlan: {
            /** Format: date-time */
            readonly readAt: string;
            /** @description EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) of PostgreSQL, without the values in its conditions */
            readonly tree: unknown;
        };
        readonly Reason: {
            readonly code: components["schemas"]["ReasonCode"];
            readonly rule: components["schemas"]["RuleReference"] | null;
            readonly effect: components["schemas"]["Effect"] | null;
            readonly message: string;
            /** @description The text of the condition */
            readonly condition: string | null;
            /** @description Why the condition could not be evaluated */
            readonly error: string | null;
            /** @description The freeze, with `frozen` alone */
            readonly freezeId?: string;
        };
        /**
         * @description matched: the condition held. error: it could not be evaluated; a forbid or escalate then counts as matched, a permit as not matched. The others name why nothing could permit and have no rule.
         * @enum {string}
         */
        readonly ReasonCode: "matched" | "error" | "no-permit" | "no-constitution" | "no-policies" | "rules-stale" | "frozen";
        readonly Receipt: {
            readonly entryId: string;
            /** @description The leaf itself: canonical JSON of a LogEntry */
            readonly entry: string;
            readonly leafIndex: number;
            /** @description 32 bytes in base64 */
            readonly leafHash: string;
            /** @description RFC 6962, from the leaf upwards */
            readonly inclusionProof: readonly string[];
            /** @description Signed note (C2SP tlog-checkpoint) */
            readonly checkpoint: string;
            readonly openings: readonly components["schemas"]["Opening"][];
        };
        readonly RecordedDecision: {
            /**
             * Format: uuid
             * @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision
             */
            readonly decisionId: string;
            readonly outcome: components["schemas"]["Outcome"];
            readonly reasons: readonly components["schemas"]["Reason"][];
            readonly obligations: readonly components["schemas"]["Obligation"][];
            readonly pins: components["schemas"]["Pins"];
            /** Format: date-time */
            readonly decidedAt: string;
            /** @description The approval that was used up: with it, what would escalate does not stop */
            readonly approval?: components["schemas"]["DecisionApproval"];
            readonly request: components["schemas"]["EvaluationRequest"];
            /** @description The caller: `sub` of the access token */
            readonly requestedBy: string;
            readonly tenant: string;
        };
        readonly RecordedEvidence: {
            /** @enum {string} */
            readonly source: "recorded";
            /**
             * @description Goes on with decisions as they are recorded
             * @default false
             */
            readonly follow: boolean;
            /** @description Subject id */
            readonly subject?: string;
            readonly action?: string;
            /** @description Resource id */
            readonly resource?: string;
            /** @description As recorded */
            readonly outcome?: components["schemas"]["Outcome"];
            readonly sample?: components["schemas"]["SimulationSample"];
            /** Format: date-time */
            readonly from: string;
            /** Format: date-time */
            readonly to: string;
        };
        readonly RecordedEvidenceDraftInput: {
            /** @enum {string} */
            readonly source: "recorded";
            /**
             * @description Goes on with decisions as they are recorded
             * @default false
             */
            readonly follow?: boolean;
            /** @description Subject id */
            readonly subject?: string;
            readonly action?: string;
            /** @description Resource id */
            readonly resource?: string;
            /** @description As recorded */
            readonly outcome?: components["schemas"]["Outcome"];
            readonly sample?: components["schemas"]["SimulationSampleInput"];
            /**
             * Format: date-time
             * @description Decided at or after; needed unless `follow`
             */
            readonly from?: string;
            /**
             * Format: date-time
             * @description Decided before; now unless told, needed with `follow`
             */
            readonly to?: string;
        };
        readonly Revocation: {
            /** @description SHA-256, in base64url, of `sub:`, `client:`, `grant:`, `delegation:` or `token:` and the id */
            readonly key: string;
            /** @description Seconds since 1970: tokens with this `iat` or an earlier one are refused */
            readonly before: number;
            /** @description Seconds since 1970: by then each such token has expired */
            readonly expiresAt: number;
            readonly revision: number;
        };
        readonly Revocations: {
            /** @description Of the last revocation there is; less than `after` once the database was restored */
            readonly revision: number;
            /** @description The next ones in the order of their revisions, 5000 at most */
            readonly revocations: readonly components["schemas"]["Revocation"][];
        };
        /** @enum {string} */
        readonly Role: "admin" | "author" | "agent" | "auditor" | "council" | "approver" | "operator";
        /** @description Its value is the default of this version; a search may try others within the bounds */
        readonly RuleParameter: components["schemas"]["DoubleParameter"] | components["schemas"]["IntParameter"] | components["schemas"]["StringParameter"] | components["schemas"]["BoolParameter"];
        readonly RuleReference: {
            /** @enum {string} */
            readonly source: "principle" | "policy";
            readonly policyId: string | null;
            readonly id: string;
            readonly title: string;
            readonly version: number;
        };
        /** @description Where a rule applies; what is left out is `*` */
        readonly Scope: {
            /**
             * @description Subject types
             * @default [
             *       "*"
             *     ]
             */
            readonly subjects: readonly string[];
            /**
             * @description Action names
             * @default [
             *       "*"
             *     ]
             */
            readonly actions: readonly string[];
            /**
             * @description Resource types
             * @default [
             *       "*"
             *     ]
             */
            readonly resources: readonly string[];
        };
        /** @description Where a rule applies; what is left out is `*` */
        readonly ScopeInput: {
            /**
             * @description Subject types
             * @default [
             *       "*"
             *     ]
             */
            readonly subjects?: readonly string[];
            /**
             * @description Action names
             * @default [
             *       "*"
             *     ]
             */
            readonly actions?: readonly string[];
            /**
             * @description Resource types
             * @default [
             *       "*"
             *     ]
             */
            readonly resources?: readonly string[];
        };
        readonly SecurityEvent: {
            /**
             * Format: uuid
             * @description UUIDv7; the entry of the log is `security-event:` and this id
             */
            readonly id: string;
            readonly kind: components["schemas"]["SecurityEventKind"];
            /** @description Whom or what it happened to: the id of a person, client, agent, key or grant */
            readonly subject: string;
            /** @description Who did it; null when nobody is known */
            readonly actor: string | null;
            /** @description Never anything personal */
            readonly detail: {
                readonly [key: string]: unknown;
            };
            /** Format: date-time */
            readonly at: string;
        };
        /** @enum {string} */
        readonly SecurityEventKind: "sign-in" | "sign-in-failed" | "account-locked" | "password-changed" | "second-factor-added" | "second-factor-removed" | "user-invited" | "invitation-withdrawn" | "user-joined" | "user-disabled" | "user-enabled" | "role-granted" | "role-revoked" | "agent-registered" | "agent-revoked" | "agent-secret-changed" | "client-registered" | "client-changed" | "client-secret-changed" | "client-deleted" | "api-key-created" | "api-key-revoked" | "delegation-granted" | "delegation-revoked" | "token-family-ended" | "signing-key-created" | "session-revoked" | "consent-granted";
        readonly SecurityEventPage: {
            readonly items: readonly components["schemas"]["SecurityEvent"][];
            readonly nextCursor: string | null;
        };
        readonly ServerMetadata: {
            readonly issuer: string;
            readonly authorization_endpoint: string;
            readonly token_endpoint: string;
            readonly introspection_endpoint: string;
            readonly revocation_endpoint: string;
            readonly pushed_authorization_request_endpoint: string;
            readonly userinfo_endpoint: string;
            readonly end_session_endpoint: string;
            readonly jwks_uri: string;
            readonly scopes_supported: readonly string[];
            readonly claims_supported: readonly string[];
            readonly acr_values_supported: readonly string[];
            readonly response_types_supported: readonly string[];
            readonly response_modes_supported: readonly string[];
            readonly grant_types_supported: readonly string[];
            readonly subject_types_supported: readonly string[];
            readonly id_token_signing_alg_values_supported: readonly string[];
            readonly token_endpoint_auth_methods_supported: readonly string[];
            readonly token_endpoint_auth_signing_alg_values_supported: readonly string[];
            readonly introspection_endpoint_auth_methods_supported: readonly string[];
            readonly revocation_endpoint_auth_methods_supported: readonly string[];
            readonly code_challenge_methods_supported: readonly string[];
            readonly dpop_signing_alg_values_supported: readonly string[];
            readonly authorization_response_iss_parameter_supported: boolean;
            readonly request_parameter_supported: boolean;
            readonly request_uri_parameter_supported: boolean;
            readonly claims_parameter_supported: boolean;
        };
        readonly Session: {
            /** Format: uuid */
            readonly id: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly lastUsedAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description When the person signed in
             */
            readonly authTime: string;
            /** @description `urn:acgs:acr:password` or `urn:acgs:acr:mfa` */
            readonly acr: string;
            /** @description RFC 8176 */
            readonly amr: readonly string[];
            /** @description What the browser says it is; the first 200 characters */
            readonly userAgent: string;
            /** @description Whether the token of this request rests on it */
            readonly current: boolean;
        };
        readonly SessionPage: {
            readonly items: readonly components["schemas"]["Session"][];
            readonly nextCursor: string | null;
        };
        /** @enum {string} */
        readonly Severity: "low" | "medium" | "high" | "critical";
        readonly SigningKeyRotation: {
            readonly kid: string;
            /**
             * Format: date-time
             * @description By then every verifier has it
             */
            readonly signsFrom: string;
            /**
             * Format: date-time
             * @description By then the last token of the keys before it has expired
             */
            readonly previousRetireAt: string;
        };
        readonly Simulation: {
            /** Format: uuid */
            readonly simulationId: string;
            readonly title: string;
            readonly status: components["schemas"]["SimulationStatus"];
            /** Format: date-time */
            readonly createdAt: string;
            readonly createdBy: string;
            readonly startedAt: string | null;
            readonly finishedAt: string | null;
            /** @description Why it failed */
            readonly failure: string | null;
            readonly evidence: components["schemas"]["RecordedEvidence"] | components["schemas"]["UploadedEvidence"];
            readonly candidate: components["schemas"]["CandidateSummary"];
            /** @description The rules in force when it was made */
            readonly base: components["schemas"]["Pins"];
            /** @description The rules that are tried */
            readonly pins: components["schemas"]["Pins"];
            /** @description How far it has come through the evidence */
            readonly progress: number;
            readonly result: components["schemas"]["SimulationResult"];
        };
        readonly SimulationDraftInput: {
            /** @default  */
            readonly title?: string;
            readonly candidate: components["schemas"]["CandidateDraftInput"];
            readonly evidence: components["schemas"]["RecordedEvidenceDraftInput"] | components["schemas"]["UploadedEvidenceDraftInput"];
        };
        readonly SimulationFlip: {
            /** @description Of the case, in the order of the evidence, from 1 */
            readonly number: number;
            /** @description Null where the case was uploaded */
            readonly decisionId: string | null;
            /** @description Subject id */
            readonly subject: string;
            readonly action: string;
            /** @description Resource id */
            readonly resource: string;
            readonly recorded: components["schemas"]["FlipSide"];
            readonly candidate: components["schemas"]["FlipSide"];
            /** @description That speak on one side alone, or otherwise than before */
            readonly rules: readonly string[];
            readonly label: components["schemas"]["Outcome"] | null;
            readonly change: components["schemas"]["FlipChange"];
        };
        readonly SimulationFlipPage: {
            readonly items: readonly components["schemas"]["SimulationFlip"][];
            readonly nextCursor: string | null;
        };
        readonly SimulationPage: {
            readonly items: readonly components["schemas"]["Simulation"][];
            readonly nextCursor: string | null;
        };
        /** @description So far, while it runs */
        readonly SimulationResult: {
            readonly compared: number;
            /** @description Erased decisions, and denials by a freeze or for rules that could not be confirmed: they are not compared */
            readonly incomparable: number;
            /** @description All nine pairs */
            readonly outcomes: readonly components["schemas"]["OutcomeCount"][];
            readonly flips: number;
            /** @description Flips that are kept one by one; those beyond the bound are counted alone */
            readonly kept: number;
            readonly better: number;
            readonly worse: number;
            readonly neither: number;
            readonly unlabelled: number;
        };
        /** @description Which decisions are in it follows from their ids and the seed alone */
        readonly SimulationSample: {
            /** @description Of all decisions, about */
            readonly share: number;
            /**
             * @description Another one, another sample
             * @default 0
             */
            readonly seed: number;
        };
        /** @description Which decisions are in it follows from their ids and the seed alone */
        readonly SimulationSampleInput: {
            /** @description Of all decisions, about */
            readonly share: number;
            /**
             * @description Another one, another sample
             * @default 0
             */
            readonly seed?: number;
        };
        /**
         * @description completed, failed and cancelled are final. With `follow` it runs until `to`.
         * @enum {string}
         */
        readonly SimulationStatus: "queued" | "running" | "completed" | "failed" | "cancelled";
        readonly SlowQueries: {
            /** @description Its id */
            readonly process: number;
            /** Format: date-time */
            readonly since: string;
            readonly thresholdMs: number;
            readonly queries: readonly components["schemas"]["SlowQuery"][];
        };
        readonly SlowQueriesOfServices: {
            readonly services: readonly ({
                readonly service: string;
                readonly answer: components["schemas"]["SlowQueries"];
            } | {
                readonly service: string;
                readonly problem: components["schemas"]["Problem"];
            })[];
        };
        readonly SlowQuery: {
            /** @description Without literals and comments */
            readonly statement: string;
            readonly count: number;
            readonly meanMs: number;
            readonly maxMs: number;
            /** Format: date-time */
            readonly firstAt: string;
            /** Format: date-time */
            readonly lastAt: string;
            /** @description The last one; null for what is not only read */
            readonly plan: components["schemas"]["QueryPlan"] | null;
        };
        readonly StringParameter: {
            /** @enum {string} */
            readonly type: "string";
            readonly values: readonly string[];
            readonly default: string;
        };
        readonly SubAnswer: {
            /** @description Of the request; null when it had none */
            readonly id: string | null;
            readonly status: number;
            /** @description By name in lower case */
            readonly headers: {
                readonly [key: string]: string;
            };
            /** @description By `content-type`: JSON as it is, `text/*` as a text, everything else in base64url. Null is no body */
            readonly body: unknown;
        };
        readonly SubRequestInput: {
            /** @description Comes back with the answer */
            readonly id?: string;
            /** @enum {string} */
            readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description With its query, as in a request line; under `/api/v1/` or `/access/v1/` */
            readonly path: string;
            /**
             * @description accept, accept-language, approval, cache-control, content-type, idempotency-key, if-match, if-none-match, prefer
             * @default {}
             */
            readonly headers?: {
                readonly [key: string]: string;
            };
            /** @description JSON; a text where `Content-Type` names another media type. Null is no body */
            readonly body?: unknown;
        };
        readonly UploadedCaseInput: {
            readonly request: components["schemas"]["EvaluationRequestInput"];
            /** @description What it is compared with */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description What would have been right */
            readonly label?: components["schemas"]["Outcome"];
        };
        readonly UploadedEvidence: {
            /** @enum {string} */
            readonly source: "uploaded";
            readonly count: number;
        };
        readonly UploadedEvidenceDraftInput: {
            /** @enum {string} */
            readonly source: "uploaded";
            readonly requests: readonly components["schemas"]["UploadedCaseInput"][];
        };
        /** @description A person */
        readonly User: {
            /**
             * Format: uuid
             * @description UUIDv7; `sub` of the tokens of this person
             */
            readonly id: string;
            readonly email: string;
            readonly name: string;
            readonly roles: readonly components["schemas"]["Role"][];
            readonly active: boolean;
            /** @description Whether signing in takes a code, too */
            readonly secondFactor: boolean;
            /** Format: date-time */
            readonly createdAt: string;
        };
        readonly UserActivation: {
            /** @description false ends every session and token at once */
            readonly active: boolean;
        };
        readonly UserInfo: {
            readonly sub: string;
            readonly name?: string;
            readonly email?: string;
            readonly email_verified?: boolean;
        };
        readonly UserPage: {
            readonly items: readonly components["schemas"]["User"][];
            readonly nextCursor: string | null;
        };
        readonly UserRoles: {
            readonly roles: readonly components["schemas"]["Role"][];
        };
        readonly Verification: {
            readonly verified: boolean;
            readonly faults: readonly {
                readonly path: string;
                readonly message: string;
            }[];
            readonly leafIndex: number | null;
            readonly treeSize: number | null;
        };
        readonly VerificationRequestInput: {
            readonly receipt: components["schemas"]["Receipt"];
        } | {
            readonly bundle: components["schemas"]["EvidenceBundleInput"];
        };
    };
    responses: {
        /** @description Any problem (RFC 9457) */
        readonly Problem: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request is not valid; or: The body is not acceptable JSON */
        readonly Problem400: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A valid access token is needed; or: A fresh second factor is needed */
        readonly Problem401: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller lacks a permission; or: Nobody answers what he asks for himself; or: Nobody puts in force what he has written himself; or: Nobody lifts a freeze of himself; or: An agent may ask for itself alone; or: The caller gives more than it has; or: The chain of delegations is as long as it may be */
        readonly Problem403: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nothing is found here */
        readonly Problem404: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request took too long to arrive */
        readonly Problem408: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The state has changed meanwhile; or: A run on this policy is under way; or: The rules have changed since the run began; or: The escalated decision has not been answered; or: The approval was refused or withdrawn; or: The time to answer, or to use the approval, is over; or: The approval was used up; or: The rules have changed since the decision was escalated; or: The freeze is over; or: A legal hold keeps this */
        readonly Problem409: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What this would be made of was erased */
        readonly Problem410: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request names another constitutional hash */
        readonly Problem412: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        readonly Problem413: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The media type is not supported */
        readonly Problem415: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The rules have faults; or: The policy has nothing that could be tuned; or: Nothing can be learned from the evidence; or: The approval is not for this request; or: Nobody holds these roles together; or: There is no evidence; or: The idempotency key belongs to another request */
        readonly Problem422: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The constitutional hash is missing */
        readonly Problem428: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description As many simulations wait as may; or: The caller asks more than its limit allows */
        readonly Problem429: {
            headers: {
                /** @description Seconds */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The headers are too large */
        readonly Problem431: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service failed */
        readonly Problem500: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service behind the gateway broke off */
        readonly Problem502: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The decision could not be recorded; or: No mail can be sent from here; or: There is more work than capacity; or: A part that is needed does not answer; or: The entry is not in the log yet */
        readonly Problem503: {
            headers: {
                /** @description Seconds */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The deadline has passed */
        readonly Problem504: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The charter under which the installation runs */
        readonly ConstitutionalHash: "cdd01ef066bc6cf2";
        /** @description Needed, unless the gateway adds it for the client (`AUTHZEN_CLIENT_IDS`) */
        readonly ConstitutionalHashUnlessAdded: "cdd01ef066bc6cf2";
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getKeySet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KeySet"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly rotateSigningKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SigningKeyRotation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            /** @description A new key does not sign yet */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": {
                    /** @enum {string} */
                    readonly grant_type: "client_credentials" | "authorization_code" | "refresh_token";
                    readonly client_id?: string;
                    readonly client_secret?: string;
                    /** @description A JWT that the client has signed (RFC 7523) */
                    readonly client_assertion?: string;
                    /** @enum {string} */
                    readonly client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                    readonly code?: string;
                    /** @description RFC 7636 */
                    readonly code_verifier?: string;
                    readonly redirect_uri?: string;
                    readonly refresh_token?: string;
                    readonly scope?: string;
                    /** @description RFC 8707 */
                    readonly resource?: string;
                };
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly access_token: string;
                        /** @enum {string} */
                        readonly token_type: "Bearer" | "DPoP";
                        /** @description Seconds */
                        readonly expires_in: number;
                        readonly scope?: string;
                        readonly refresh_token?: string;
                        readonly id_token?: string;
                    };
                };
            };
            /** @description The request is not acceptable */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            /** @description The client did not prove who it is */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly pushAuthorizationRequest: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": {
                    readonly client_id?: string;
                    readonly client_secret?: string;
                    /** @description A JWT that the client has signed (RFC 7523) */
                    readonly client_assertion?: string;
                    /** @enum {string} */
                    readonly client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                    /** @enum {string} */
                    readonly response_type: "code";
                    readonly redirect_uri: string;
                    readonly scope?: string;
                    readonly state?: string;
                    readonly code_challenge: string;
                    /** @enum {string} */
                    readonly code_challenge_method: "S256";
                };
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly request_uri: string;
                        /** @description Seconds */
                        readonly expires_in: number;
                    };
                };
            };
            /** @description The request is not acceptable */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            /** @description The client did not prove who it is */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly introspectToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": {
                    readonly client_id?: string;
                    readonly client_secret?: string;
                    /** @description A JWT that the client has signed (RFC 7523) */
                    readonly client_assertion?: string;
                    /** @enum {string} */
                    readonly client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                    readonly token: string;
                    readonly token_type_hint?: string;
                };
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly active: boolean;
                        readonly sub?: string;
                        readonly client_id?: string;
                        readonly scope?: string;
                        readonly exp?: number;
                        readonly iat?: number;
                        readonly jti?: string;
                    };
                };
            };
            /** @description The request is not acceptable */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            /** @description The client did not prove who it is */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly revokeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": {
                    readonly client_id?: string;
                    readonly client_secret?: string;
                    /** @description A JWT that the client has signed (RFC 7523) */
                    readonly client_assertion?: string;
                    /** @enum {string} */
                    readonly client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                    readonly token: string;
                    readonly token_type_hint?: string;
                };
            };
        };
        readonly responses: {
            /** @description Also for a token that nobody knows */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not acceptable */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            /** @description The client did not prove who it is */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly authorize: {
        readonly parameters: {
            readonly query: {
                /** @description `none`, `login`, `consent` */
                readonly prompt?: string;
                /** @description Seconds since the last sign-in */
                readonly max_age?: string;
                /** @description How strongly to sign in (RFC 9470) */
                readonly acr_values?: string;
                /** @description Instead of all but the client: what was pushed (RFC 9126) */
                readonly request_uri?: string;
                /** @description `S256` */
                readonly code_challenge_method?: string;
                /** @description RFC 7636 */
                readonly code_challenge?: string;
                /** @description Comes back as it is */
                readonly state?: string;
                /** @description `openid`, `offline_access`, `profile`, `email`, and permissions */
                readonly scope?: string;
                /** @description One of those of the client, letter for letter */
                readonly redirect_uri?: string;
                /** @description `code` */
                readonly response_type?: string;
                /** @description The client */
                readonly client_id: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description To the pages of sign-in, or back to the client */
            readonly 303: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "text/plain": string;
                };
            };
            /** @description A page that says what is wrong: nobody is sent to an unknown address */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getUserInfo: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly authorization: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserInfo"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            /** @description The token lacks the scope `openid` */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly postUserInfo: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly authorization: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserInfo"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            /** @description The token lacks the scope `openid` */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getOpenIdConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServerMetadata"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAuthorizationServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServerMetadata"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listRevocations: {
        readonly parameters: {
            readonly query?: {
                /** @description The revision that is known already */
                readonly after?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Revocations"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly endSession: {
        readonly parameters: {
            readonly query?: {
                /** @description Comes back as it is */
                readonly state?: string;
                /** @description One of those of the client, letter for letter */
                readonly post_logout_redirect_uri?: string;
                /** @description An id token of the client */
                readonly id_token_hint?: string;
                /** @description The client */
                readonly client_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page that asks whether to sign out */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description A page that says what is wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "application/json": {
                        readonly error: string;
                        readonly error_description?: string;
                    };
                };
            };
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listUsers: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setUserRoles: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UserRoles"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setUserActivation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UserActivation"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listInvitations: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InvitationPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly inviteUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["InvitationDraft"];
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Invitation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly withdrawInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its link is good no more */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSessions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SessionPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly revokeOtherSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All sessions but this one have ended, with every token of yours */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly revokeSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The session has ended, with the tokens that rest on it */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listUserSessions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SessionPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly revokeUserSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Every session and every token of the person has ended */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly removeUserSecondFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone, with its recovery codes, and every session and token of the person */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSecurityEvents: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                readonly kind?: components["schemas"]["SecurityEventKind"];
                readonly subject?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SecurityEventPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listClients: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OAuthClientPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly registerClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClientRegistrationInput"];
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OAuthClientWithSecret"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly clientId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OAuthClient"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly clientId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly changeClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly clientId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClientChange"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OAuthClient"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly renewClientSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly clientId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OAuthClientWithSecret"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAgents: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                readonly owner?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly registerAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AgentRegistrationInput"];
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentWithSecret"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly agentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Agent"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly revokeAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly agentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly renewAgentSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly agentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentWithSecret"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listApiKeys: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewApiKey"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly exchangeApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKeyToken"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly keyId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly revokeApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly keyId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listDelegations: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DelegationPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly grantDelegation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DelegationRequest"];
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Delegation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getDelegation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly delegationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Delegation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly revokeDelegation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly delegationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listDecisions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Decided at or after */
                readonly from?: string;
                /** @description Decided before */
                readonly to?: string;
                /** @description Subject id */
                readonly subject?: string;
                readonly action?: string;
                /** @description Resource id */
                readonly resource?: string;
                readonly outcome?: components["schemas"]["Outcome"];
                /** @description Principle id, or `policy/rule` */
                readonly rule?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createDecision: {
        readonly parameters: {
            readonly query?: {
                readonly explain?: "full" | "none";
            };
            readonly header: {
                /** @description The id of the decision by which the same request was escalated, once it is approved. The approval is used up by the decision that is made */
                readonly Approval?: string;
                /** @description `wait=N` (RFC 7240) waits N seconds at most, and ten at most, for the receipt of the decision. Without one in time, the decision is answered alone */
                readonly Prefer?: string;
                /** @description The same key and body give the same decision; the same key and another body are refused with 422 */
                readonly "Idempotency-Key"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EvaluationRequestInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Decision"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createDecisionBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The same key and body give the same decision; the same key and another body are refused with 422 */
                readonly "Idempotency-Key"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DecisionBatchRequestInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionBatch"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedDecision"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly explainDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Explanation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 410: components["responses"]["Problem410"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Receipt"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvidence: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvidenceBundle"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly eraseDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Erasure"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly countOutcomes: {
        readonly parameters: {
            readonly query: {
                readonly policy: string;
                readonly version: string;
                /** @description Decided at or after */
                readonly from: string;
                /** @description Decided before; one hour after `from` at most */
                readonly to: string;
                /** @description Whose, the caller's own unless told; another one needs `tenants:any` */
                readonly tenant?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionOutcomes"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listApprovals: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                readonly status?: components["schemas"]["ApprovalStatus"];
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getApproval: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for an answer while it is pending */
                readonly wait?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly answerApproval: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApprovalAnswerRequest"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly withdrawApproval: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getDecisionLabels: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionLabels"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly labelDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LabelDraft"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionLabels"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly reportOutcome: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description UUIDv7 (RFC 9562): its first 48 bits are the time of the decision */
                readonly decisionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LabelDraft"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DecisionLabels"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly importLabels: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LabelImportInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImportedLabels"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listLabelledDecisions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Whose, the caller's own unless told; another one needs `tenants:any` */
                readonly tenant?: string;
                /** @description Decided at or after */
                readonly from?: string;
                /** @description Decided before */
                readonly to?: string;
                /** @description Whether decisions are listed of which only who has asked for them has spoken */
                readonly reports?: "include" | "exclude";
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LabelledDecisionPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listFreezes: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description All of them unless told */
                readonly status?: components["schemas"]["FreezeStatus"];
                /** @description Id of the subject that is frozen */
                readonly subject?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FreezePage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly placeFreeze: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FreezeDraftInput"];
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlacedFreeze"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getFreeze: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly freezeId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Freeze"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly liftFreeze: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly freezeId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FreezeLiftInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Freeze"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listLegalHolds: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Whether holds are listed that were released */
                readonly released?: "include" | "exclude";
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LegalHoldPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly placeLegalHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LegalHoldDraftInput"];
            };
        };
        readonly responses: {
            /** @description Made */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LegalHold"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getLegalHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly holdId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LegalHold"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly releaseLegalHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly holdId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LegalHoldReleaseInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LegalHold"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAuthzenConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuthzenConfiguration"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly evaluateAccess: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The id of the decision by which the same request was escalated, once it is approved. The approval is used up by the decision that is made */
                readonly Approval?: string;
                /** @description The same key and body give the same decision; the same key and another body are refused with 422 */
                readonly "Idempotency-Key"?: string;
                /** @description Needed, unless the gateway adds it for the client (`AUTHZEN_CLIENT_IDS`) */
                readonly "X-Constitutional-Hash"?: components["parameters"]["ConstitutionalHashUnlessAdded"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AccessEvaluationRequestInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccessDecision"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly evaluateAccesses: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the same decision; the same key and another body are refused with 422 */
                readonly "Idempotency-Key"?: string;
                /** @description Needed, unless the gateway adds it for the client (`AUTHZEN_CLIENT_IDS`) */
                readonly "X-Constitutional-Hash"?: components["parameters"]["ConstitutionalHashUnlessAdded"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AccessEvaluationsRequestInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccessDecisions"] | components["schemas"]["AccessDecision"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly sendBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BatchInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BatchAnswers"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listPolicies: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Words to look for; `or`, `-word` and `"several words"` work */
                readonly q?: string;
                /** @description The team that answers for it */
                readonly owner?: string;
                /** @description Id of a rule in it */
                readonly rule?: string;
                /** @description Whether one of its versions is in force */
                readonly active?: "true" | "false";
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createPolicyVersion: {
        readonly parameters: {
            readonly query?: {
                /** @description Puts the version in force at once */
                readonly activate?: "true" | "false";
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PolicyDraftInput"];
                readonly "application/yaml": components["schemas"]["PolicyDraftInput"];
            };
        };
        readonly responses: {
            /** @description The newest version says the same */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            /** @description `Location` names the version */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description `ETag` of what the caller has */
                readonly "if-none-match"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            /** @description The caller has it already */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listPolicyVersions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getPolicyVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description `ETag` of what the caller has */
                readonly "if-none-match"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            /** @description The caller has it already */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly activatePolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PolicyActivation"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly rollBackPolicy: {
        readonly parameters: {
            readonly query?: {
                /** @description Whose, the caller's own unless told; another one needs `tenants:any` */
                readonly tenant?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PolicyRollback"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listPolicyChanges: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Whose, the caller's own unless told; another one needs `tenants:any` */
                readonly tenant?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyChangePage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly submitPolicyVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly rejectPolicyVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PolicyRejection"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly proposePolicyVersion: {
        readonly parameters: {
            readonly query?: {
                /** @description Whose, the caller's own unless told; another one needs `tenants:any` */
                readonly tenant?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PolicyProposalInput"];
            };
        };
        readonly responses: {
            /** @description The candidate was proposed already */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            /** @description `Location` names the version */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getActiveRuleSet: {
        readonly parameters: {
            readonly query?: {
                /** @description Whose, the caller's own unless told; another one needs `tenants:any` */
                readonly tenant?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActiveRuleSet"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSimulations: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                readonly status?: components["schemas"]["SimulationStatus"];
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SimulationPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createSimulation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SimulationDraftInput"];
            };
        };
        readonly responses: {
            /** @description `Location` names it */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Simulation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSimulation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly simulationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Simulation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSimulationFlips: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                /** @description Subject id */
                readonly subject?: string;
                readonly action?: string;
                /** @description Principle id, or `policy/rule` */
                readonly rule?: string;
                readonly change?: components["schemas"]["FlipChange"];
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly simulationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SimulationFlipPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly countSimulationFlips: {
        readonly parameters: {
            readonly query: {
                readonly by: components["schemas"]["FlipsBy"];
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly simulationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FlipBreakdown"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly followSimulation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly simulationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly cancelSimulation: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly simulationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Simulation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listEvolutionRuns: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
                readonly policy?: string;
                readonly status?: components["schemas"]["EvolutionRunStatus"];
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionRunPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly startEvolutionRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EvolutionRunDraftInput"];
            };
        };
        readonly responses: {
            /** @description `Location` names it */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionRun"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvolutionRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionRun"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly followEvolutionRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly pauseEvolutionRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionRun"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly resumeEvolutionRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionRun"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly cancelEvolutionRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionRun"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly replayEvolutionRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionRun"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 410: components["responses"]["Problem410"];
            readonly 412: components["responses"]["Problem412"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvolutionFront: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionFront"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvolutionReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvolutionCandidate: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
                readonly candidateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionCandidateDetail"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listEvolutionFlips: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description `nextCursor` of the page before */
                readonly cursor?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
                readonly candidateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionFlipPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 410: components["responses"]["Problem410"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly promoteEvolutionCandidate: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
                readonly candidateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EvolutionPromotionInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionCandidate"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 410: components["responses"]["Problem410"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly rejectEvolutionCandidate: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly runId: string;
                readonly candidateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EvolutionRejection"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvolutionCandidate"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getConstitution: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description `ETag` of what the caller has */
                readonly "if-none-match"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConstitutionVersion"];
                };
            };
            /** @description The caller has it already */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listConstitutionVersions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                /** @description Words to look for; `or`, `-word` and `"several words"` work */
                readonly q?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConstitutionPage"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly ratifyConstitution: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description `ETag` of the version that must be in force */
                readonly "if-match"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly title: string;
                    /** @default  */
                    readonly preamble?: string;
                    readonly principles: readonly {
                        readonly id: string;
                        readonly title: string;
                        readonly statement: string;
                        readonly category: string;
                        /** @enum {string} */
                        readonly severity: "low" | "medium" | "high" | "critical";
                        readonly rule: {
                            /**
                             * @default {
                             *       "subjects": [
                             *         "*"
                             *       ],
                             *       "actions": [
                             *         "*"
                             *       ],
                             *       "resources": [
                             *         "*"
                             *       ]
                             *     }
                             */
                            readonly scope?: {
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly subjects?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly actions?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly resources?: readonly string[];
                            };
                            /** @default true */
                            readonly when?: string;
                            readonly params?: {
                                readonly [key: string]: {
                                    /** @constant */
                                    readonly type: "double";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "int";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "string";
                                    readonly values: readonly string[];
                                    readonly default: string;
                                } | {
                                    /** @constant */
                                    readonly type: "bool";
                                    readonly default: boolean;
                                };
                            };
                            readonly message: string;
                            /** @default [] */
                            readonly obligations?: readonly {
                                readonly id: string;
                                /** @default {} */
                                readonly properties?: {
                                    readonly [key: string]: components["schemas"]["JsonValue"];
                                };
                            }[];
                            /** @enum {string} */
                            readonly effect: "forbid" | "escalate" | "warn";
                        };
                        readonly bounds?: readonly {
                            /**
                             * @default [
                             *       "*"
                             *     ]
                             */
                            readonly policies?: readonly string[];
                            readonly parameter: string;
                            readonly min?: number;
                            readonly max?: number;
                        }[];
                    }[];
                };
                readonly "application/yaml": {
                    readonly title: string;
                    /** @default  */
                    readonly preamble?: string;
                    readonly principles: readonly {
                        readonly id: string;
                        readonly title: string;
                        readonly statement: string;
                        readonly category: string;
                        /** @enum {string} */
                        readonly severity: "low" | "medium" | "high" | "critical";
                        readonly rule: {
                            /**
                             * @default {
                             *       "subjects": [
                             *         "*"
                             *       ],
                             *       "actions": [
                             *         "*"
                             *       ],
                             *       "resources": [
                             *         "*"
                             *       ]
                             *     }
                             */
                            readonly scope?: {
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly subjects?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly actions?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly resources?: readonly string[];
                            };
                            /** @default true */
                            readonly when?: string;
                            readonly params?: {
                                readonly [key: string]: {
                                    /** @constant */
                                    readonly type: "double";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "int";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "string";
                                    readonly values: readonly string[];
                                    readonly default: string;
                                } | {
                                    /** @constant */
                                    readonly type: "bool";
                                    readonly default: boolean;
                                };
                            };
                            readonly message: string;
                            /** @default [] */
                            readonly obligations?: readonly {
                                readonly id: string;
                                /** @default {} */
                                readonly properties?: {
                                    readonly [key: string]: components["schemas"]["JsonValue"];
                                };
                            }[];
                            /** @enum {string} */
                            readonly effect: "forbid" | "escalate" | "warn";
                        };
                        readonly bounds?: readonly {
                            /**
                             * @default [
                             *       "*"
                             *     ]
                             */
                            readonly policies?: readonly string[];
                            readonly parameter: string;
                            readonly min?: number;
                            readonly max?: number;
                        }[];
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description The draft is in force already */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConstitutionVersion"];
                };
            };
            /** @description `Location` names the version */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConstitutionVersion"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 422: components["responses"]["Problem422"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getConstitutionVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description `ETag` of what the caller has */
                readonly "if-none-match"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConstitutionVersion"];
                };
            };
            /** @description The caller has it already */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly diffConstitutionVersions: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description `ETag` of what the caller has */
                readonly "if-none-match"?: string;
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly from: string;
                readonly to: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConstitutionDiff"];
                };
            };
            /** @description The caller has it already */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly validateConstitution: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly title: string;
                    /** @default  */
                    readonly preamble?: string;
                    readonly principles: readonly {
                        readonly id: string;
                        readonly title: string;
                        readonly statement: string;
                        readonly category: string;
                        /** @enum {string} */
                        readonly severity: "low" | "medium" | "high" | "critical";
                        readonly rule: {
                            /**
                             * @default {
                             *       "subjects": [
                             *         "*"
                             *       ],
                             *       "actions": [
                             *         "*"
                             *       ],
                             *       "resources": [
                             *         "*"
                             *       ]
                             *     }
                             */
                            readonly scope?: {
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly subjects?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly actions?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly resources?: readonly string[];
                            };
                            /** @default true */
                            readonly when?: string;
                            readonly params?: {
                                readonly [key: string]: {
                                    /** @constant */
                                    readonly type: "double";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "int";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "string";
                                    readonly values: readonly string[];
                                    readonly default: string;
                                } | {
                                    /** @constant */
                                    readonly type: "bool";
                                    readonly default: boolean;
                                };
                            };
                            readonly message: string;
                            /** @default [] */
                            readonly obligations?: readonly {
                                readonly id: string;
                                /** @default {} */
                                readonly properties?: {
                                    readonly [key: string]: components["schemas"]["JsonValue"];
                                };
                            }[];
                            /** @enum {string} */
                            readonly effect: "forbid" | "escalate" | "warn";
                        };
                        readonly bounds?: readonly {
                            /**
                             * @default [
                             *       "*"
                             *     ]
                             */
                            readonly policies?: readonly string[];
                            readonly parameter: string;
                            readonly min?: number;
                            readonly max?: number;
                        }[];
                    }[];
                };
                readonly "application/yaml": {
                    readonly title: string;
                    /** @default  */
                    readonly preamble?: string;
                    readonly principles: readonly {
                        readonly id: string;
                        readonly title: string;
                        readonly statement: string;
                        readonly category: string;
                        /** @enum {string} */
                        readonly severity: "low" | "medium" | "high" | "critical";
                        readonly rule: {
                            /**
                             * @default {
                             *       "subjects": [
                             *         "*"
                             *       ],
                             *       "actions": [
                             *         "*"
                             *       ],
                             *       "resources": [
                             *         "*"
                             *       ]
                             *     }
                             */
                            readonly scope?: {
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly subjects?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly actions?: readonly string[];
                                /**
                                 * @default [
                                 *       "*"
                                 *     ]
                                 */
                                readonly resources?: readonly string[];
                            };
                            /** @default true */
                            readonly when?: string;
                            readonly params?: {
                                readonly [key: string]: {
                                    /** @constant */
                                    readonly type: "double";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "int";
                                    readonly min: number;
                                    readonly max: number;
                                    readonly default: number;
                                } | {
                                    /** @constant */
                                    readonly type: "string";
                                    readonly values: readonly string[];
                                    readonly default: string;
                                } | {
                                    /** @constant */
                                    readonly type: "bool";
                                    readonly default: boolean;
                                };
                            };
                            readonly message: string;
                            /** @default [] */
                            readonly obligations?: readonly {
                                readonly id: string;
                                /** @default {} */
                                readonly properties?: {
                                    readonly [key: string]: components["schemas"]["JsonValue"];
                                };
                            }[];
                            /** @enum {string} */
                            readonly effect: "forbid" | "escalate" | "warn";
                        };
                        readonly bounds?: readonly {
                            /**
                             * @default [
                             *       "*"
                             *     ]
                             */
                            readonly policies?: readonly string[];
                            readonly parameter: string;
                            readonly min?: number;
                            readonly max?: number;
                        }[];
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConstitutionValidation"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getLogEntry: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for an entry that is not in the tree yet */
                readonly wait?: string;
                /** @description Whose tree, the caller's own unless told; another one needs `log:any-tenant` */
                readonly tenant?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                readonly entryId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Receipt"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getInclusionProof: {
        readonly parameters: {
            readonly query: {
                readonly leafIndex: string;
                /** @description The tree as it is now unless told */
                readonly treeSize?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InclusionProof"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getConsistencyProof: {
        readonly parameters: {
            readonly query: {
                readonly from: string;
                /** @description The tree as it is now unless told */
                readonly to?: string;
            };
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCheckpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A signed note */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEntryBundle: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path: {
                /** @description The rest of the path, with its slashes */
                readonly path: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Each entry behind its length */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 404: components["responses"]["Problem404"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getTile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The rest of the path, with its slashes */
                readonly path: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 32 bytes for each hash */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 404: components["responses"]["Problem404"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly addCosignatures: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CosignatureRequest"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Cosignatures"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getWitnessedCheckpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A signed note */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 404: components["responses"]["Problem404"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly hashJson: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AnyJson"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CanonicalForm"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getLogKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogKeys"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly rotateLogKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LogKeyRotationInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogKeys"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 409: components["responses"]["Problem409"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly verify: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["VerificationRequestInput"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Verification"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCacheStatsOfServices: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CacheStatsOfServices"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly invalidateCachesOfServices: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CacheInvalidation"];
            };
        };
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CacheInvalidationOfServices"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 408: components["responses"]["Problem408"];
            readonly 412: components["responses"]["Problem412"];
            readonly 413: components["responses"]["Problem413"];
            readonly 415: components["responses"]["Problem415"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSlowQueriesOfServices: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The charter under which the installation runs */
                readonly "X-Constitutional-Hash": components["parameters"]["ConstitutionalHash"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SlowQueriesOfServices"];
                };
            };
            readonly 400: components["responses"]["Problem400"];
            readonly 401: components["responses"]["Problem401"];
            readonly 403: components["responses"]["Problem403"];
            readonly 412: components["responses"]["Problem412"];
            readonly 428: components["responses"]["Problem428"];
            readonly 429: components["responses"]["Problem429"];
            readonly 431: components["responses"]["Problem431"];
            readonly 500: components["responses"]["Problem500"];
            readonly 502: components["responses"]["Problem502"];
            readonly 503: components["responses"]["Problem503"];
            readonly 504: components["responses"]["Problem504"];
            readonly default: components["responses"]["Problem"];
        };
    };
}
