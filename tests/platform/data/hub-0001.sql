-- A small hub at version 0001 of the schema: an invented force and six invented conversations, made by the
-- services of that version (started, asked, taken, called, closed, waiting) and written with pg_dump.
-- tests/platform/test_upgrade.py brings it to the newest version. The one open session's secret:
-- a-session-of-the-first-version
--
-- PostgreSQL database dump
--

\restrict hub

-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'table % is insert-only', TG_TABLE_NAME; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: calls; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.calls (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    node character varying NOT NULL,
    state character varying NOT NULL,
    made_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    end_reason character varying
);


--
-- Name: contact_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contact_events (
    id uuid NOT NULL,
    contact_id uuid NOT NULL,
    seq integer NOT NULL,
    name character varying NOT NULL,
    data jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: contacts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contacts (
    id uuid NOT NULL,
    last_seq integer NOT NULL,
    reference character varying NOT NULL,
    conversation_id uuid NOT NULL,
    chained_to uuid,
    channel character varying NOT NULL,
    language character varying NOT NULL,
    topic character varying,
    theme character varying,
    municipality character varying,
    base_team character varying,
    place character varying,
    officer character varying,
    outcome character varying,
    end_reason character varying,
    note character varying,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);


--
-- Name: conversation_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversation_events (
    conversation_id uuid NOT NULL,
    seq integer NOT NULL,
    name character varying NOT NULL,
    data jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: conversation_receipts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversation_receipts (
    conversation_id uuid NOT NULL,
    client_id uuid NOT NULL,
    seq integer NOT NULL
);


--
-- Name: conversation_sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversation_sessions (
    secret_hash character varying NOT NULL,
    conversation_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: conversations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversations (
    id uuid NOT NULL,
    reference character varying NOT NULL,
    surface character varying NOT NULL,
    language character varying NOT NULL,
    place_id uuid,
    state character varying NOT NULL,
    held_by character varying NOT NULL,
    officer_id uuid,
    topic character varying,
    theme character varying,
    route character varying,
    unsure integer NOT NULL,
    last_seq integer NOT NULL,
    seen_seq integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    close_reason character varying
);


--
-- Name: municipalities; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.municipalities (
    id uuid NOT NULL,
    name character varying NOT NULL,
    team_id uuid NOT NULL
);


--
-- Name: officers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.officers (
    id uuid NOT NULL,
    subject character varying NOT NULL,
    name character varying NOT NULL,
    badge character varying NOT NULL,
    role character varying NOT NULL,
    team_id uuid NOT NULL,
    languages character varying(3)[] NOT NULL,
    active boolean NOT NULL
);


--
-- Name: places; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.places (
    id uuid NOT NULL,
    slug character varying NOT NULL,
    name character varying NOT NULL,
    kind character varying NOT NULL,
    municipality_id uuid NOT NULL,
    latitude double precision,
    longitude double precision,
    open_from date,
    open_until date
);


--
-- Name: queue_entries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.queue_entries (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    medium character varying NOT NULL,
    language character varying NOT NULL,
    topic character varying,
    surface character varying NOT NULL,
    place_name character varying,
    state character varying NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    taken_by uuid,
    taken_at timestamp with time zone,
    finished_at timestamp with time zone,
    note character varying NOT NULL
);


--
-- Name: teams; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.teams (
    id uuid NOT NULL,
    slug character varying NOT NULL,
    name character varying NOT NULL
);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.alembic_version (version_num) FROM stdin;
0001
\.


--
-- Data for Name: calls; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.calls (id, conversation_id, node, state, made_at, started_at, ended_at, end_reason) FROM stdin;
01a21580-5338-722f-a3d0-c1956009620b	01a21580-5316-70d5-a327-823b4ba118dd	video-1	ended	2026-11-26 01:37:41.176064+00	2026-11-26 01:37:41.180753+00	2026-11-26 01:37:41.184261+00	hung_up_citizen
\.


--
-- Data for Name: contact_events; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.contact_events (id, contact_id, seq, name, data, at) FROM stdin;
01a21580-52c4-760c-bc10-49547e98d386	01a21580-52c2-72da-9117-69a301c59061	1	ContactStarted	{"place": null, "theme": null, "topic": null, "channel": "web-chat", "language": "nl", "place_id": null, "base_team": null, "reference": "Y9BC-N59H", "chained_to": null, "municipality": null, "conversation_id": "01a21580-52b8-7465-b62c-3ac9e423bd73"}	2026-11-26 01:37:41.058788+00
01a21580-52d6-717a-968c-ba976d560e87	01a21580-52c2-72da-9117-69a301c59061	2	ContactRouted	{"theme": "other", "topic": "bicycle_theft"}	2026-11-26 01:37:41.077427+00
01a21580-52e2-749d-a4f7-8f4faccfc06b	01a21580-52c2-72da-9117-69a301c59061	3	ContactEnded	{"outcome": null, "end_reason": "done_by_citizen"}	2026-11-26 01:37:41.089553+00
01a21580-52e9-74b5-b184-a0ae74ffb4ab	01a21580-52e8-717c-ae03-ad4d0f84d509	1	ContactStarted	{"place": null, "theme": null, "topic": null, "channel": "web-chat", "language": "nl", "place_id": null, "base_team": null, "reference": "9GQ6-6KSR", "chained_to": null, "municipality": null, "conversation_id": "01a21580-52e5-778c-8ab2-4b6d9d200ad3"}	2026-11-26 01:37:41.096591+00
01a21580-52f0-765e-8a18-c18e01aec8a6	01a21580-52e8-717c-ae03-ad4d0f84d509	2	ContactRouted	{"theme": "other", "topic": "bicycle_theft"}	2026-11-26 01:37:41.103509+00
01a21580-5302-73cd-88c7-2568dbcccf1c	01a21580-52e8-717c-ae03-ad4d0f84d509	3	OfficerJoined	{"badge": "207733", "officer": "E. Yilmaz", "base_team": "Utrecht-Centrum", "officer_id": "01a21580-52b2-762e-bd64-9166366f3dd3"}	2026-11-26 01:37:41.121732+00
01a21580-5311-719e-8547-c71239b99e15	01a21580-52e8-717c-ae03-ad4d0f84d509	4	NoteTaken	{"note": "Kras over twee deuren, geen getuigen."}	2026-11-26 01:37:41.136289+00
01a21580-5312-7792-8ac9-5d434986c746	01a21580-52e8-717c-ae03-ad4d0f84d509	5	ContactEnded	{"outcome": "answered", "end_reason": "closed_by_officer"}	2026-11-26 01:37:41.136289+00
01a21580-531c-708a-9129-8d02d2888721	01a21580-531c-708a-9129-8d012e048d55	1	ContactStarted	{"place": "Utrecht Centraal Station", "theme": null, "topic": null, "channel": "kiosk-chat", "language": "en", "place_id": "01a21580-52a8-74c5-b992-33622ed669d4", "base_team": "Utrecht-Centrum", "reference": "H4X5-YVU8", "chained_to": null, "municipality": "Utrecht", "conversation_id": "01a21580-5316-70d5-a327-823b4ba118dd"}	2026-11-26 01:37:41.148339+00
01a21580-5323-775f-b68a-45c5b32d575c	01a21580-531c-708a-9129-8d012e048d55	2	ContactRouted	{"theme": "other", "topic": "bicycle_theft"}	2026-11-26 01:37:41.155112+00
01a21580-532b-7354-8680-64057b6ffb96	01a21580-532a-75cb-a8a3-9e308d177970	1	ContactStarted	{"place": "Utrecht Centraal Station", "theme": "other", "topic": "bicycle_theft", "channel": "kiosk-video", "language": "en", "place_id": "01a21580-52a8-74c5-b992-33622ed669d4", "base_team": "Utrecht-Centrum", "reference": "H4X5-YVU8", "chained_to": "01a21580-531c-708a-9129-8d012e048d55", "municipality": "Utrecht", "conversation_id": "01a21580-5316-70d5-a327-823b4ba118dd"}	2026-11-26 01:37:41.162513+00
01a21580-5334-7181-8142-534137bbdc1c	01a21580-532a-75cb-a8a3-9e308d177970	2	OfficerJoined	{"badge": "204417", "officer": "S. Bakker", "base_team": "Utrecht-Centrum", "officer_id": "01a21580-52b0-77a4-afc3-7badd2178831"}	2026-11-26 01:37:41.171919+00
01a21580-5337-7649-bcd1-6782d2382022	01a21580-531c-708a-9129-8d012e048d55	3	ContactEnded	{"outcome": "escalated", "end_reason": "went_on_by_video"}	2026-11-26 01:37:41.174293+00
01a21580-5357-74cd-b6df-de5157cf18fc	01a21580-532a-75cb-a8a3-9e308d177970	3	NoteTaken	{"note": "Aangifte opgenomen."}	2026-11-26 01:37:41.184261+00
01a21580-5358-759f-9605-f04a2f228c31	01a21580-532a-75cb-a8a3-9e308d177970	4	ContactEnded	{"outcome": "reported", "end_reason": "closed_by_officer"}	2026-11-26 01:37:41.184261+00
01a21580-5364-7532-8494-abe72358550a	01a21580-5363-7631-90ec-af826f36b141	1	ContactStarted	{"place": null, "theme": null, "topic": null, "channel": "web-chat", "language": "nl", "place_id": null, "base_team": null, "reference": "SG94-BQWJ", "chained_to": null, "municipality": null, "conversation_id": "01a21580-535c-7600-a25e-593d38fb66d5"}	2026-11-26 01:37:41.219637+00
01a21580-5372-7435-a843-396a1c399fb3	01a21580-5363-7631-90ec-af826f36b141	2	ContactRouted	{"theme": "other", "topic": "bicycle_theft"}	2026-11-26 01:37:41.233852+00
01a21580-539b-7221-853f-6968854b3043	01a21580-5363-7631-90ec-af826f36b141	3	OfficerJoined	{"badge": "207733", "officer": "E. Yilmaz", "base_team": "Utrecht-Centrum", "officer_id": "01a21580-52b2-762e-bd64-9166366f3dd3"}	2026-11-26 01:37:41.274175+00
01a21580-53b3-7288-af55-8bda64e20b88	01a21580-53af-75d4-9f63-15656db80d39	1	ContactStarted	{"place": null, "theme": null, "topic": null, "channel": "web-chat", "language": "nl", "place_id": null, "base_team": null, "reference": "85CK-FUSU", "chained_to": null, "municipality": null, "conversation_id": "01a21580-53a4-73dd-b286-c50ef5027c2f"}	2026-11-26 01:37:41.29569+00
01a21580-53d9-703e-8b75-969d18091851	01a21580-53af-75d4-9f63-15656db80d39	2	ContactRouted	{"theme": "other", "topic": "bicycle_theft"}	2026-11-26 01:37:41.336514+00
01a21580-53e3-70a5-b8c9-7928c3f92c09	01a21580-53e1-75c6-999a-9e5d5794ff3d	1	ContactStarted	{"place": null, "theme": "other", "topic": "bicycle_theft", "channel": "web-video", "language": "nl", "place_id": null, "base_team": null, "reference": "85CK-FUSU", "chained_to": "01a21580-53af-75d4-9f63-15656db80d39", "municipality": null, "conversation_id": "01a21580-53a4-73dd-b286-c50ef5027c2f"}	2026-11-26 01:37:41.345954+00
01a21580-53f7-7318-8ac0-e17064039a9f	01a21580-53f3-71e5-bc48-abfa43141215	1	ContactStarted	{"place": null, "theme": null, "topic": null, "channel": "web-chat", "language": "nl", "place_id": null, "base_team": null, "reference": "FD5T-J5ZQ", "chained_to": null, "municipality": null, "conversation_id": "01a21580-53eb-70ff-81be-15dd159e9a0e"}	2026-11-26 01:37:41.363535+00
01a21580-540a-70bc-a548-3d07475d6922	01a21580-53f3-71e5-bc48-abfa43141215	2	ContactRouted	{"theme": "other", "topic": "bicycle_theft"}	2026-11-26 01:37:41.384714+00
01a21580-541f-7263-9c41-8351cccd34e3	01a21580-53f3-71e5-bc48-abfa43141215	3	LanguageChanged	{"language": "en"}	2026-11-26 01:37:41.404782+00
\.


--
-- Data for Name: contacts; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.contacts (id, last_seq, reference, conversation_id, chained_to, channel, language, topic, theme, municipality, base_team, place, officer, outcome, end_reason, note, started_at, ended_at) FROM stdin;
01a21580-52c2-72da-9117-69a301c59061	3	Y9BC-N59H	01a21580-52b8-7465-b62c-3ac9e423bd73	\N	web-chat	nl	bicycle_theft	other	\N	\N	\N	\N	\N	done_by_citizen	\N	2026-11-26 01:37:41.058788+00	2026-11-26 01:37:41.089553+00
01a21580-52e8-717c-ae03-ad4d0f84d509	5	9GQ6-6KSR	01a21580-52e5-778c-8ab2-4b6d9d200ad3	\N	web-chat	nl	bicycle_theft	other	\N	Utrecht-Centrum	\N	E. Yilmaz	answered	closed_by_officer	Kras over twee deuren, geen getuigen.	2026-11-26 01:37:41.096591+00	2026-11-26 01:37:41.136289+00
01a21580-531c-708a-9129-8d012e048d55	3	H4X5-YVU8	01a21580-5316-70d5-a327-823b4ba118dd	\N	kiosk-chat	en	bicycle_theft	other	Utrecht	Utrecht-Centrum	Utrecht Centraal Station	\N	escalated	went_on_by_video	\N	2026-11-26 01:37:41.148339+00	2026-11-26 01:37:41.174293+00
01a21580-532a-75cb-a8a3-9e308d177970	4	H4X5-YVU8	01a21580-5316-70d5-a327-823b4ba118dd	01a21580-531c-708a-9129-8d012e048d55	kiosk-video	en	bicycle_theft	other	Utrecht	Utrecht-Centrum	Utrecht Centraal Station	S. Bakker	reported	closed_by_officer	Aangifte opgenomen.	2026-11-26 01:37:41.162513+00	2026-11-26 01:37:41.184261+00
01a21580-5363-7631-90ec-af826f36b141	3	SG94-BQWJ	01a21580-535c-7600-a25e-593d38fb66d5	\N	web-chat	nl	bicycle_theft	other	\N	Utrecht-Centrum	\N	E. Yilmaz	\N	\N	\N	2026-11-26 01:37:41.219637+00	\N
01a21580-53af-75d4-9f63-15656db80d39	2	85CK-FUSU	01a21580-53a4-73dd-b286-c50ef5027c2f	\N	web-chat	nl	bicycle_theft	other	\N	\N	\N	\N	\N	\N	\N	2026-11-26 01:37:41.29569+00	\N
01a21580-53e1-75c6-999a-9e5d5794ff3d	1	85CK-FUSU	01a21580-53a4-73dd-b286-c50ef5027c2f	01a21580-53af-75d4-9f63-15656db80d39	web-video	nl	bicycle_theft	other	\N	\N	\N	\N	\N	\N	\N	2026-11-26 01:37:41.345954+00	\N
01a21580-53f3-71e5-bc48-abfa43141215	3	FD5T-J5ZQ	01a21580-53eb-70ff-81be-15dd159e9a0e	\N	web-chat	en	bicycle_theft	other	\N	\N	\N	\N	\N	\N	\N	2026-11-26 01:37:41.363535+00	\N
\.


--
-- Data for Name: conversation_events; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.conversation_events (conversation_id, seq, name, data, at) FROM stdin;
01a21580-52b8-7465-b62c-3ac9e423bd73	1	NoticeShown	{"key": "bot-notice", "text": "Dit is een computer, geen mens.", "version": "2026-11", "language": "nl"}	2026-11-26 01:37:41.052291+00
01a21580-52b8-7465-b62c-3ac9e423bd73	2	MessagePosted	{"id": "01a21580-52be-74a8-a628-222193ac0d71", "key": "chat-greeting", "args": {}, "lang": "nl", "name": null, "text": null, "author": "bot", "safety": null, "buttons": [], "client_id": null}	2026-11-26 01:37:41.054617+00
01a21580-52b8-7465-b62c-3ac9e423bd73	3	MessagePosted	{"id": "01a21580-52c5-71ee-bf37-a0ed900d5cb2", "key": null, "args": {}, "lang": "nl", "name": null, "text": "mijn fiets is gejat bij het station", "value": null, "author": "citizen", "safety": null, "buttons": [], "client_id": "dd95d8de-db1d-4b60-b8e8-9c5ad8364213"}	2026-11-26 01:37:41.061587+00
01a21580-52b8-7465-b62c-3ac9e423bd73	4	MessagePosted	{"id": "01a21580-52cf-7301-b21d-411813fa58bb", "key": null, "args": {}, "lang": "nl", "name": null, "text": "Antwoord op: mijn fiets is gejat bij het station", "author": "bot", "safety": null, "buttons": [{"kind": "link", "label": "Online aangifte", "value": "https://example.org", "primary": true}], "client_id": null}	2026-11-26 01:37:41.078896+00
01a21580-52b8-7465-b62c-3ac9e423bd73	5	ConversationClosed	{"reason": "done_by_citizen", "outcome": null}	2026-11-26 01:37:41.091361+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	1	NoticeShown	{"key": "bot-notice", "text": "Dit is een computer, geen mens.", "version": "2026-11", "language": "nl"}	2026-11-26 01:37:41.093815+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	2	MessagePosted	{"id": "01a21580-52e6-7669-b6d2-ea99edb46987", "key": "chat-greeting", "args": {}, "lang": "nl", "name": null, "text": null, "author": "bot", "safety": null, "buttons": [], "client_id": null}	2026-11-26 01:37:41.094675+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	3	MessagePosted	{"id": "01a21580-52e9-74b5-b184-a0af1fac7752", "key": null, "args": {}, "lang": "nl", "name": null, "text": "iemand heeft op mijn auto gekrast", "value": null, "author": "citizen", "safety": null, "buttons": [], "client_id": "c06853d9-04fe-426c-874f-4e739fd1cade"}	2026-11-26 01:37:41.097443+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	4	MessagePosted	{"id": "01a21580-52ed-7048-bb28-6387e8418055", "key": null, "args": {}, "lang": "nl", "name": null, "text": "Antwoord op: iemand heeft op mijn auto gekrast", "author": "bot", "safety": null, "buttons": [{"kind": "link", "label": "Online aangifte", "value": "https://example.org", "primary": true}], "client_id": null}	2026-11-26 01:37:41.104564+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	5	PersonAsked	{"medium": "chat"}	2026-11-26 01:37:41.109669+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	6	OfficerJoined	{"name": "E. Yilmaz", "badge": "207733", "medium": "chat"}	2026-11-26 01:37:41.123156+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	7	MessagePosted	{"id": "01a21580-5306-7649-b593-3925ae4d1ae2", "key": null, "args": {}, "lang": "nl", "name": "E. Yilmaz", "text": "Goedemiddag, ik kijk even mee.", "author": "officer", "safety": null, "buttons": [], "client_id": "7429ff9e-e253-4487-a012-a67da1d666de"}	2026-11-26 01:37:41.126765+00
01a21580-52e5-778c-8ab2-4b6d9d200ad3	8	ConversationClosed	{"reason": "closed_by_officer", "outcome": "answered"}	2026-11-26 01:37:41.139016+00
01a21580-5316-70d5-a327-823b4ba118dd	1	NoticeShown	{"key": "bot-notice", "text": "This is a computer, not a person.", "version": "2026-11", "language": "en"}	2026-11-26 01:37:41.143679+00
01a21580-5316-70d5-a327-823b4ba118dd	2	MessagePosted	{"id": "01a21580-5318-7247-9771-82e343569db9", "key": "chat-greeting", "args": {}, "lang": "en", "name": null, "text": null, "author": "bot", "safety": null, "buttons": [], "client_id": null}	2026-11-26 01:37:41.144385+00
01a21580-5316-70d5-a327-823b4ba118dd	3	MessagePosted	{"id": "01a21580-531d-72db-9d3a-89772e167c4d", "key": null, "args": {}, "lang": "en", "name": null, "text": "my bag was stolen", "value": null, "author": "citizen", "safety": null, "buttons": [], "client_id": "c9604100-4306-473c-a3aa-acbb37aefc92"}	2026-11-26 01:37:41.149295+00
01a21580-5316-70d5-a327-823b4ba118dd	4	MessagePosted	{"id": "01a21580-5321-742b-8c86-4ecf354a789f", "key": null, "args": {}, "lang": "en", "name": null, "text": "Antwoord op: my bag was stolen", "author": "bot", "safety": null, "buttons": [{"kind": "link", "label": "Online aangifte", "value": "https://example.org", "primary": true}], "client_id": null}	2026-11-26 01:37:41.156137+00
01a21580-5316-70d5-a327-823b4ba118dd	5	PersonAsked	{"medium": "video"}	2026-11-26 01:37:41.164197+00
01a21580-5316-70d5-a327-823b4ba118dd	6	OfficerJoined	{"name": "S. Bakker", "badge": "204417", "medium": "video"}	2026-11-26 01:37:41.173211+00
01a21580-5316-70d5-a327-823b4ba118dd	7	CallReady	{"call_id": "01a21580-5338-722f-a3d0-c1956009620b"}	2026-11-26 01:37:41.177282+00
01a21580-5316-70d5-a327-823b4ba118dd	8	CallStarted	{"call_id": "01a21580-5338-722f-a3d0-c1956009620b"}	2026-11-26 01:37:41.182353+00
01a21580-5316-70d5-a327-823b4ba118dd	9	CallEnded	{"reason": "hung_up_citizen", "call_id": "01a21580-5338-722f-a3d0-c1956009620b"}	2026-11-26 01:37:41.185357+00
01a21580-5316-70d5-a327-823b4ba118dd	10	ConversationClosed	{"reason": "closed_by_officer", "outcome": "reported"}	2026-11-26 01:37:41.208724+00
01a21580-535c-7600-a25e-593d38fb66d5	1	NoticeShown	{"key": "bot-notice", "text": "Dit is een computer, geen mens.", "version": "2026-11", "language": "nl"}	2026-11-26 01:37:41.21307+00
01a21580-535c-7600-a25e-593d38fb66d5	2	MessagePosted	{"id": "01a21580-535f-74bc-976f-c51eca4b3c1c", "key": "chat-greeting", "args": {}, "lang": "nl", "name": null, "text": null, "author": "bot", "safety": null, "buttons": [], "client_id": null}	2026-11-26 01:37:41.215847+00
01a21580-535c-7600-a25e-593d38fb66d5	3	MessagePosted	{"id": "01a21580-5364-7532-8494-abe8153e5b91", "key": null, "args": {}, "lang": "nl", "name": null, "text": "wie is mijn wijkagent", "value": null, "author": "citizen", "safety": null, "buttons": [], "client_id": "fe877cdc-c677-446f-9ede-1c90e79fde52"}	2026-11-26 01:37:41.220639+00
01a21580-535c-7600-a25e-593d38fb66d5	4	MessagePosted	{"id": "01a21580-536c-77bc-9fe1-1ae4c1e62851", "key": null, "args": {}, "lang": "nl", "name": null, "text": "Antwoord op: wie is mijn wijkagent", "author": "bot", "safety": null, "buttons": [{"kind": "link", "label": "Online aangifte", "value": "https://example.org", "primary": true}], "client_id": null}	2026-11-26 01:37:41.237951+00
01a21580-535c-7600-a25e-593d38fb66d5	5	PersonAsked	{"medium": "chat"}	2026-11-26 01:37:41.251949+00
01a21580-535c-7600-a25e-593d38fb66d5	6	OfficerJoined	{"name": "E. Yilmaz", "badge": "207733", "medium": "chat"}	2026-11-26 01:37:41.276463+00
01a21580-53a4-73dd-b286-c50ef5027c2f	1	NoticeShown	{"key": "bot-notice", "text": "Dit is een computer, geen mens.", "version": "2026-11", "language": "nl"}	2026-11-26 01:37:41.287487+00
01a21580-53a4-73dd-b286-c50ef5027c2f	2	MessagePosted	{"id": "01a21580-53a9-7713-b8d5-663544b7e02e", "key": "chat-greeting", "args": {}, "lang": "nl", "name": null, "text": null, "author": "bot", "safety": null, "buttons": [], "client_id": null}	2026-11-26 01:37:41.28947+00
01a21580-53a4-73dd-b286-c50ef5027c2f	3	MessagePosted	{"id": "01a21580-53b5-776c-b727-334e7f9d57f3", "key": null, "args": {}, "lang": "nl", "name": null, "text": "er staat iemand bij mijn deur", "value": null, "author": "citizen", "safety": null, "buttons": [], "client_id": "b7a12e67-7fda-4a92-9859-fef16db0edfb"}	2026-11-26 01:37:41.301066+00
01a21580-53a4-73dd-b286-c50ef5027c2f	4	MessagePosted	{"id": "01a21580-53c8-770d-ab86-a1559639bf0a", "key": null, "args": {}, "lang": "nl", "name": null, "text": "Antwoord op: er staat iemand bij mijn deur", "author": "bot", "safety": null, "buttons": [{"kind": "link", "label": "Online aangifte", "value": "https://example.org", "primary": true}], "client_id": null}	2026-11-26 01:37:41.337774+00
01a21580-53a4-73dd-b286-c50ef5027c2f	5	PersonAsked	{"medium": "video"}	2026-11-26 01:37:41.347906+00
01a21580-53eb-70ff-81be-15dd159e9a0e	1	NoticeShown	{"key": "bot-notice", "text": "Dit is een computer, geen mens.", "version": "2026-11", "language": "nl"}	2026-11-26 01:37:41.359812+00
01a21580-53eb-70ff-81be-15dd159e9a0e	2	MessagePosted	{"id": "01a21580-53f0-7541-b7c3-29875ae8c984", "key": "chat-greeting", "args": {}, "lang": "nl", "name": null, "text": null, "author": "bot", "safety": null, "buttons": [], "client_id": null}	2026-11-26 01:37:41.36096+00
01a21580-53eb-70ff-81be-15dd159e9a0e	3	MessagePosted	{"id": "01a21580-53f8-75ea-9b24-d8645d3bd912", "key": null, "args": {}, "lang": "nl", "name": null, "text": "ik ben mijn paspoort kwijt", "value": null, "author": "citizen", "safety": null, "buttons": [], "client_id": "436d9084-7a2b-49ef-9de7-695b3b59ef64"}	2026-11-26 01:37:41.36803+00
01a21580-53eb-70ff-81be-15dd159e9a0e	4	MessagePosted	{"id": "01a21580-5400-76a4-bd87-ae11e191a895", "key": null, "args": {}, "lang": "nl", "name": null, "text": "Antwoord op: ik ben mijn paspoort kwijt", "author": "bot", "safety": null, "buttons": [{"kind": "link", "label": "Online aangifte", "value": "https://example.org", "primary": true}], "client_id": null}	2026-11-26 01:37:41.3875+00
01a21580-53eb-70ff-81be-15dd159e9a0e	5	LanguageChanged	{"language": "en"}	2026-11-26 01:37:41.408446+00
\.


--
-- Data for Name: conversation_receipts; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.conversation_receipts (conversation_id, client_id, seq) FROM stdin;
01a21580-53eb-70ff-81be-15dd159e9a0e	e30bfa53-31f3-4ac0-a1fe-b0cce0f92ad1	5
\.


--
-- Data for Name: conversation_sessions; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.conversation_sessions (secret_hash, conversation_id, expires_at) FROM stdin;
f92b43287f01f5753ed2465b8fa0e617c93b90decb49b9951ae07519fabd74d3	01a21580-53eb-70ff-81be-15dd159e9a0e	2126-11-02 01:37:41.412508+00
\.


--
-- Data for Name: conversations; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.conversations (id, reference, surface, language, place_id, state, held_by, officer_id, topic, theme, route, unsure, last_seq, seen_seq, started_at, last_seen_at, closed_at, close_reason) FROM stdin;
01a21580-53a4-73dd-b286-c50ef5027c2f	85CK-FUSU	website	nl	\N	open	queue	\N	bicycle_theft	other	report_online	0	5	3	2026-11-26 01:37:41.284712+00	2026-11-26 01:37:41.284716+00	\N	\N
01a21580-52b8-7465-b62c-3ac9e423bd73	Y9BC-N59H	website	nl	\N	closed	nobody	\N	bicycle_theft	other	report_online	0	5	3	2026-11-26 01:37:41.048926+00	2026-11-26 01:37:41.048931+00	2026-11-26 01:37:41.088061+00	done_by_citizen
01a21580-53eb-70ff-81be-15dd159e9a0e	FD5T-J5ZQ	website	en	\N	open	bot	\N	bicycle_theft	other	report_online	0	5	3	2026-11-26 01:37:41.355445+00	2026-11-26 01:37:41.355448+00	\N	\N
01a21580-52e5-778c-8ab2-4b6d9d200ad3	9GQ6-6KSR	website	nl	\N	closed	nobody	01a21580-52b2-762e-bd64-9166366f3dd3	bicycle_theft	other	report_online	0	8	5	2026-11-26 01:37:41.093057+00	2026-11-26 01:37:41.093059+00	2026-11-26 01:37:41.134744+00	closed_by_officer
01a21580-5316-70d5-a327-823b4ba118dd	H4X5-YVU8	kiosk	en	01a21580-52a8-74c5-b992-33622ed669d4	closed	nobody	01a21580-52b0-77a4-afc3-7badd2178831	bicycle_theft	other	report_online	0	10	5	2026-11-26 01:37:41.142973+00	2026-11-26 01:37:41.142975+00	2026-11-26 01:37:41.204816+00	closed_by_officer
01a21580-535c-7600-a25e-593d38fb66d5	SG94-BQWJ	website	nl	\N	open	officer	01a21580-52b2-762e-bd64-9166366f3dd3	bicycle_theft	other	report_online	0	6	5	2026-11-26 01:37:41.212233+00	2026-11-26 01:37:41.212235+00	\N	\N
\.


--
-- Data for Name: municipalities; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.municipalities (id, name, team_id) FROM stdin;
01a21580-52a3-71e0-b601-de281a5de053	Borger-Odoorn	01a21580-528f-7076-80f6-d7bafc560b92
01a21580-52a5-75b0-b348-798a980d1198	Coevorden	01a21580-528f-7076-80f6-d7bafc560b92
01a21580-52a6-748f-aeab-be37d944998b	Emmen	01a21580-528f-7076-80f6-d7bafc560b92
01a21580-52a6-748f-aeab-be38fed491b7	Assen	01a21580-52a1-76e8-a886-c3cd714d1e96
01a21580-52a7-73e5-bd9a-3c5f4488c9e9	Deventer	01a21580-52a2-766b-a83e-02d90e672694
01a21580-52a7-73e5-bd9a-3c607fb9dc24	Utrecht	01a21580-52a3-71e0-b601-de27cda457c4
\.


--
-- Data for Name: officers; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.officers (id, subject, name, badge, role, team_id, languages, active) FROM stdin;
01a21580-52b0-77a4-afc3-7badd2178831	demo-bakker	S. Bakker	204417	officer	01a21580-528f-7076-80f6-d7bafc560b92	{nl,en}	t
01a21580-52b2-762e-bd64-9166366f3dd3	demo-yilmaz	E. Yilmaz	207733	officer	01a21580-52a3-71e0-b601-de27cda457c4	{nl,en,tr}	t
01a21580-52b3-72a8-a893-abaa2a2de5a1	demo-de-wit	T. de Wit	201058	supervisor	01a21580-528f-7076-80f6-d7bafc560b92	{nl,en}	t
01a21580-52b3-72a8-a893-ababa56ca4ef	demo-mulder	R. Mulder	209921	administrator	01a21580-528f-7076-80f6-d7bafc560b92	{nl,en}	t
01a21580-52b4-7200-b3c9-470eb47431c0	demo-haddad	N. Haddad	203376	privacy_officer	01a21580-528f-7076-80f6-d7bafc560b92	{nl,en}	t
01a21580-52b5-706a-892e-8541c7a8d14d	demo-kowalska	A. Kowalska	810045	interpreter	01a21580-528f-7076-80f6-d7bafc560b92	{nl,pl,uk}	t
\.


--
-- Data for Name: places; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.places (id, slug, name, kind, municipality_id, latitude, longitude, open_from, open_until) FROM stdin;
01a21580-52a8-74c5-b992-33622ed669d4	kiosk-utrecht-cs	Utrecht Centraal Station	kiosk	01a21580-52a7-73e5-bd9a-3c607fb9dc24	52.0894	5.1101	\N	\N
01a21580-52aa-7117-92b1-f182e5a708f1	station-emmen	Politiebureau Emmen	station	01a21580-52a6-748f-aeab-be37d944998b	52.77917	6.90694	\N	\N
01a21580-52ab-75e4-bdd8-cf49c5c64b17	station-coevorden	Politiebureau Coevorden	station	01a21580-52a5-75b0-b348-798a980d1198	52.66103	6.74046	\N	\N
01a21580-52ab-75e4-bdd8-cf4aa0c43f71	station-borger	Politiebureau Borger	station	01a21580-52a3-71e0-b601-de281a5de053	52.92333	6.79306	\N	\N
01a21580-52ac-754b-a6b6-ab5700a988b9	post-klazienaveen	Politiepost Klazienaveen	post_by_appointment	01a21580-52a6-748f-aeab-be37d944998b	52.72417	6.99028	\N	\N
01a21580-52ac-754b-a6b6-ab58d7c42ed6	pop-up-assen	Pop-up Assen Centrum	pop_up	01a21580-52a6-748f-aeab-be38fed491b7	52.99667	6.5625	2026-11-01	2027-01-31
01a21580-52ad-7398-8ea7-03cc6c74d8ab	station-deventer	Politiebureau Deventer	station	01a21580-52a7-73e5-bd9a-3c5f4488c9e9	52.255	6.16389	\N	\N
01a21580-52ad-7398-8ea7-03cda6501629	post-deventer-binnenstad	Wijkpost Binnenstad	post_by_appointment	01a21580-52a7-73e5-bd9a-3c5f4488c9e9	52.2515	6.1607	\N	\N
01a21580-52ae-7280-be61-b1e5bdd66a87	post-deventer-zandweerd	Wijkpost Zandweerd	post_by_appointment	01a21580-52a7-73e5-bd9a-3c5f4488c9e9	52.2645	6.153	\N	\N
01a21580-52ae-7280-be61-b1e64891d1df	post-deventer-keizerslanden	Wijkpost Keizerslanden	post_by_appointment	01a21580-52a7-73e5-bd9a-3c5f4488c9e9	52.2705	6.173	\N	\N
01a21580-52af-7066-ad16-1771940c32e5	post-deventer-rivierenwijk	Wijkpost Rivierenwijk	post_by_appointment	01a21580-52a7-73e5-bd9a-3c5f4488c9e9	52.247	6.1775	\N	\N
01a21580-52af-7066-ad16-17729461e658	post-deventer-colmschate	Wijkpost Colmschate	post_by_appointment	01a21580-52a7-73e5-bd9a-3c5f4488c9e9	52.251	6.216	\N	\N
01a21580-52b0-77a4-afc3-7bac819e79a3	post-deventer-schalkhaar	Wijkpost Schalkhaar	post_by_appointment	01a21580-52a7-73e5-bd9a-3c5f4488c9e9	52.26833	6.19444	\N	\N
\.


--
-- Data for Name: queue_entries; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.queue_entries (id, conversation_id, medium, language, topic, surface, place_name, state, asked_at, taken_by, taken_at, finished_at, note) FROM stdin;
01a21580-52f6-73ed-8e8f-977b7de8bca8	01a21580-52e5-778c-8ab2-4b6d9d200ad3	chat	nl	bicycle_theft	website	\N	done	2026-11-26 01:37:41.110935+00	01a21580-52b2-762e-bd64-9166366f3dd3	2026-11-26 01:37:41.117117+00	2026-11-26 01:37:41.134718+00	Kras over twee deuren, geen getuigen.
01a21580-532d-72db-8885-2fe0dbd468f0	01a21580-5316-70d5-a327-823b4ba118dd	video	en	bicycle_theft	kiosk	Utrecht Centraal Station	done	2026-11-26 01:37:41.165501+00	01a21580-52b0-77a4-afc3-7badd2178831	2026-11-26 01:37:41.169027+00	2026-11-26 01:37:41.198031+00	
01a21580-5385-7131-8176-9c0ed889bc77	01a21580-535c-7600-a25e-593d38fb66d5	chat	nl	bicycle_theft	website	\N	taken	2026-11-26 01:37:41.253805+00	01a21580-52b2-762e-bd64-9166366f3dd3	2026-11-26 01:37:41.258199+00	\N	
01a21580-53e9-7522-a1b0-e34abc81412b	01a21580-53a4-73dd-b286-c50ef5027c2f	video	nl	bicycle_theft	website	\N	waiting	2026-11-26 01:37:41.35307+00	\N	\N	\N	
\.


--
-- Data for Name: teams; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.teams (id, slug, name) FROM stdin;
01a21580-528f-7076-80f6-d7bafc560b92	zuidoost-drenthe	Zuidoost-Drenthe
01a21580-52a1-76e8-a886-c3cd714d1e96	assen	Assen
01a21580-52a2-766b-a83e-02d90e672694	deventer	Deventer
01a21580-52a3-71e0-b601-de27cda457c4	utrecht-centrum	Utrecht-Centrum
\.


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: calls pk_calls; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calls
    ADD CONSTRAINT pk_calls PRIMARY KEY (id);


--
-- Name: contact_events pk_contact_events; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_events
    ADD CONSTRAINT pk_contact_events PRIMARY KEY (id);


--
-- Name: contacts pk_contacts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT pk_contacts PRIMARY KEY (id);


--
-- Name: conversation_events pk_conversation_events; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation_events
    ADD CONSTRAINT pk_conversation_events PRIMARY KEY (conversation_id, seq);


--
-- Name: conversation_receipts pk_conversation_receipts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation_receipts
    ADD CONSTRAINT pk_conversation_receipts PRIMARY KEY (conversation_id, client_id);


--
-- Name: conversation_sessions pk_conversation_sessions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation_sessions
    ADD CONSTRAINT pk_conversation_sessions PRIMARY KEY (secret_hash);


--
-- Name: conversations pk_conversations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT pk_conversations PRIMARY KEY (id);


--
-- Name: municipalities pk_municipalities; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipalities
    ADD CONSTRAINT pk_municipalities PRIMARY KEY (id);


--
-- Name: officers pk_officers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officers
    ADD CONSTRAINT pk_officers PRIMARY KEY (id);


--
-- Name: places pk_places; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.places
    ADD CONSTRAINT pk_places PRIMARY KEY (id);


--
-- Name: queue_entries pk_queue_entries; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT pk_queue_entries PRIMARY KEY (id);


--
-- Name: teams pk_teams; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams
    ADD CONSTRAINT pk_teams PRIMARY KEY (id);


--
-- Name: contact_events uq_contact_events_contact_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_events
    ADD CONSTRAINT uq_contact_events_contact_id UNIQUE (contact_id, seq);


--
-- Name: conversations uq_conversations_reference; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT uq_conversations_reference UNIQUE (reference);


--
-- Name: municipalities uq_municipalities_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipalities
    ADD CONSTRAINT uq_municipalities_name UNIQUE (name);


--
-- Name: officers uq_officers_subject; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officers
    ADD CONSTRAINT uq_officers_subject UNIQUE (subject);


--
-- Name: places uq_places_slug; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.places
    ADD CONSTRAINT uq_places_slug UNIQUE (slug);


--
-- Name: teams uq_teams_slug; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams
    ADD CONSTRAINT uq_teams_slug UNIQUE (slug);


--
-- Name: ix_contacts_channel_started_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_contacts_channel_started_at ON public.contacts USING btree (channel, started_at);


--
-- Name: ix_contacts_conversation_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_contacts_conversation_id ON public.contacts USING btree (conversation_id);


--
-- Name: ix_contacts_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_contacts_open ON public.contacts USING btree (conversation_id) WHERE (ended_at IS NULL);


--
-- Name: ix_contacts_reference; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_contacts_reference ON public.contacts USING btree (reference);


--
-- Name: ix_contacts_started_at_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_contacts_started_at_id ON public.contacts USING btree (started_at, id);


--
-- Name: ix_conversation_sessions_conversation_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_conversation_sessions_conversation_id ON public.conversation_sessions USING btree (conversation_id);


--
-- Name: ix_conversations_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_conversations_open ON public.conversations USING btree (last_seen_at) WHERE ((state)::text = 'open'::text);


--
-- Name: ix_municipalities_team_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_municipalities_team_id ON public.municipalities USING btree (team_id);


--
-- Name: ix_officers_team_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_officers_team_id ON public.officers USING btree (team_id);


--
-- Name: ix_places_municipality_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_places_municipality_id ON public.places USING btree (municipality_id);


--
-- Name: ix_queue_entries_taken_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_queue_entries_taken_by ON public.queue_entries USING btree (taken_by) WHERE ((state)::text = 'taken'::text);


--
-- Name: ix_queue_entries_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_queue_entries_waiting ON public.queue_entries USING btree (asked_at, id) WHERE ((state)::text = 'waiting'::text);


--
-- Name: uq_calls_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_calls_open ON public.calls USING btree (conversation_id) WHERE ((state)::text = ANY ((ARRAY['ready'::character varying, 'live'::character varying])::text[]));


--
-- Name: uq_queue_entries_active; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_queue_entries_active ON public.queue_entries USING btree (conversation_id) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'taken'::character varying])::text[]));


--
-- Name: contact_events contact_events_insert_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER contact_events_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.contact_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: calls fk_calls_conversation_id_conversations; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calls
    ADD CONSTRAINT fk_calls_conversation_id_conversations FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);


--
-- Name: contacts fk_contacts_chained_to_contacts; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT fk_contacts_chained_to_contacts FOREIGN KEY (chained_to) REFERENCES public.contacts(id);


--
-- Name: conversation_events fk_conversation_events_conversation_id_conversations; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation_events
    ADD CONSTRAINT fk_conversation_events_conversation_id_conversations FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);


--
-- Name: conversation_receipts fk_conversation_receipts_conversation_id_conversations; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation_receipts
    ADD CONSTRAINT fk_conversation_receipts_conversation_id_conversations FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);


--
-- Name: conversation_sessions fk_conversation_sessions_conversation_id_conversations; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversation_sessions
    ADD CONSTRAINT fk_conversation_sessions_conversation_id_conversations FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);


--
-- Name: conversations fk_conversations_officer_id_officers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT fk_conversations_officer_id_officers FOREIGN KEY (officer_id) REFERENCES public.officers(id);


--
-- Name: conversations fk_conversations_place_id_places; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT fk_conversations_place_id_places FOREIGN KEY (place_id) REFERENCES public.places(id);


--
-- Name: municipalities fk_municipalities_team_id_teams; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipalities
    ADD CONSTRAINT fk_municipalities_team_id_teams FOREIGN KEY (team_id) REFERENCES public.teams(id);


--
-- Name: officers fk_officers_team_id_teams; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officers
    ADD CONSTRAINT fk_officers_team_id_teams FOREIGN KEY (team_id) REFERENCES public.teams(id);


--
-- Name: places fk_places_municipality_id_municipalities; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.places
    ADD CONSTRAINT fk_places_municipality_id_municipalities FOREIGN KEY (municipality_id) REFERENCES public.municipalities(id);


--
-- Name: queue_entries fk_queue_entries_conversation_id_conversations; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT fk_queue_entries_conversation_id_conversations FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);


--
-- Name: queue_entries fk_queue_entries_taken_by_officers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT fk_queue_entries_taken_by_officers FOREIGN KEY (taken_by) REFERENCES public.officers(id);


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA public TO hub_app;


--
-- Name: TABLE alembic_version; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.alembic_version TO hub_app;


--
-- Name: TABLE calls; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.calls TO hub_app;


--
-- Name: TABLE contact_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.contact_events TO hub_app;


--
-- Name: TABLE contacts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.contacts TO hub_app;


--
-- Name: TABLE conversation_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.conversation_events TO hub_app;


--
-- Name: TABLE conversation_receipts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.conversation_receipts TO hub_app;


--
-- Name: TABLE conversation_sessions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.conversation_sessions TO hub_app;


--
-- Name: TABLE conversations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.conversations TO hub_app;


--
-- Name: TABLE municipalities; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.municipalities TO hub_app;


--
-- Name: TABLE officers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.officers TO hub_app;


--
-- Name: TABLE places; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.places TO hub_app;


--
-- Name: TABLE queue_entries; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.queue_entries TO hub_app;


--
-- Name: TABLE teams; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.teams TO hub_app;


--
-- PostgreSQL database dump complete
--

\unrestrict hub

